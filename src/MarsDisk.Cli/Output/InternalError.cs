using MarsDisk.Hosting;

namespace MarsDisk.Cli.Output;

/// <summary>The end of a process that broke one of its own laws: the trace goes to a file, a person gets its path.</summary>
internal static class InternalError
{
    public static int Report(Exception error) => Report(error.ToString());

    /// <summary>Prints the first line, and where the whole report is.</summary>
    public static int Report(string report)
    {
        var file = Path.Combine(Path.GetTempPath(), $"marsdisk-error-{Environment.ProcessId}.txt");
        try
        {
            File.WriteAllText(file, report);
            Console.Error.WriteLine($"internal error: {report.Split('\n')[0].Trim()}\n  the report is in {file}; nothing that was committed is lost.");
        }
        catch (IOException)
        {
            Console.Error.WriteLine($"internal error: {report}");
        }

        return ExitCodes.Internal;
    }
}
