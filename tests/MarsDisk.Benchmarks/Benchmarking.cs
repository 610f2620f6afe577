using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;
using MarsDisk.Benchmarks.Suites;

namespace MarsDisk.Benchmarks;

/// <summary>One session: the suites that were asked for, one after the other.</summary>
internal static class Benchmarking
{
    private const int UsageError = 2;

    /// <summary>Runs the session.</summary>
    /// <returns>0; 1 when a gate failed; 2 for a command line that is not understood.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        try
        {
            return Run(CommandLine.Parse(arguments));
        }
        catch (FormatException error)
        {
            Console.Error.WriteLine(error.Message);
            return UsageError;
        }
    }

    private static int Run(CommandLine line)
    {
        var earlier = line.Earlier is null ? null : Comparison.Read(line.Earlier);
        using var folder = new WorkFolder(line.Folder);
        using var session = new Session(line.Folder, line.IsQuick);
        var bench = new Bench(session, new Programs(line.Program), folder, new BaseRun(Path.Combine(line.Root, "configs", "base.yml")));
        foreach (var (name, run) in CommandLine.All.Where(suite => line.Suites.Count == 0 || line.Suites.Contains(suite.Key, StringComparer.Ordinal)))
        {
            run(bench);
            session.EndSuite(name);
        }
        return session.Finish(earlier);
    }
}
