using MarsDisk.Hosting;

namespace MarsDisk.Cli.Output;

/// <summary>The end of a process that broke one of its own laws: the trace goes to a file, a person gets its path.</summary>
internal static class InternalError
{
    public static int Report(Exception error)
    {
        var file = Path.Combine(Path.GetTempPath(), $"marsdisk-error-{Environment.ProcessId}.txt");
        try
        {
            File.WriteAllText(file, error.ToString());
            Console.Error.WriteLine($"internal error: {error.Message}\n  the report is in {file}; nothing that was committed is lost.");
        }
        catch (IOException)
        {
            Console.Error.WriteLine($"internal error: {error}");
        }

        return ExitCodes.Internal;
    }
}
