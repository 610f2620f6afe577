using System.CommandLine;

using MarsDisk.Hosting;
using MarsDisk.Hosting.Upkeep;
using MarsDisk.Parquet;

namespace MarsDisk.Cli.Commands.Runs;

/// <summary>What the commands on one run directory share: the argument, and what failures mean.</summary>
internal static class DirectoryCommand
{
    public static Argument<string> Directory() => new("dir") { Description = "Run directory" };

    /// <summary>Does something; failures become a message and an exit code.</summary>
    public static int Guard(Func<int> deed)
    {
        try
        {
            return deed();
        }
        catch (StoredRunException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return refused.ExitCode;
        }
        catch (ParquetException damaged)
        {
            Console.Error.WriteLine(damaged.Message);
            return ExitCodes.Unusable;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCodes.Unusable;
        }
    }
}
