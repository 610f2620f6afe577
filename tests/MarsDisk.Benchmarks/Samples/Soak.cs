using System.Globalization;
using System.Text.Json;

using MarsDisk.Actors.Messages;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Running;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>A long run in a process of its own that reports what memory it took.</summary>
/// <param name="Steps">Steps computed.</param>
/// <param name="BufferBytes">Native memory of its buffers.</param>
/// <param name="QuarterBytes">Largest resident set by the end of the first quarter.</param>
/// <param name="EndBytes">Largest resident set at a commit, to the last one.</param>
/// <param name="PeakBytes">Largest resident set of all.</param>
/// <param name="Collections">Collections of the generations 0, 1 and 2 up to the last commit.</param>
internal sealed record Soak(long Steps, long BufferBytes, long QuarterBytes, long EndBytes, long PeakBytes, IReadOnlyList<int> Collections)
{
    // Small tables, so that a million steps fit a small disk: distributions and diagnostics of every hundredth step.
    private static readonly string[] SmallTables =
        ["io.psd_history_stride=100", "io.diagnostics_stride=100", "io.streaming.step_flush_interval=5000"];

    /// <summary>Runs in a fresh process.</summary>
    public static Soak InProcess(BaseRun run, string path, long steps)
    {
        var (_, output) = ChildProcess.Run(Programs.Self(
            Programs.SoakMode, run.ConfigurationPath, path, steps.ToString(CultureInfo.InvariantCulture)));
        return JsonSerializer.Deserialize<Soak>(output)!;
    }

    /// <summary>The process itself: runs and prints the report.</summary>
    public static int Execute(BaseRun run, string path, long steps)
    {
        var prepared = run.Prepare([BaseRun.Length(steps), .. SmallTables]);
        var quarter = new QuarterMemory(prepared.Plan.Time.Steps / 4);
        var settings = new SessionSettings(NodeConfiguration.Default, ReopensFailed: false, Target: null, TimeProvider.System, Console.Error.WriteLine);
        var outcome = RunSession.RunAsync(prepared, new RunDirectory(path, prepared.Identity.Run), settings, quarter, CancellationToken.None).GetAwaiter().GetResult();
        if (outcome is not RunOutcomeReport.Completed completed)
            return 1;

        var report = new Soak(
            completed.ComputedSteps, prepared.BufferBytes, quarter.Bytes, quarter.EndBytes, Own("VmHWM"), quarter.Collections);
        Console.Out.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }

    private static long Own(string field) => ChildProcess.StatusBytes(Environment.ProcessId, field);

    /// <summary>Looks at the resident set at every commit; what follows the last one is only in the peak.</summary>
    private sealed class QuarterMemory(long end) : IRunListener
    {
        public long Bytes { get; private set; }

        public long EndBytes { get; private set; }

        public IReadOnlyList<int> Collections { get; private set; } = [];

        public void Changed(RunStatus status)
        {
        }

        public void Flushed(ChunkFlushed chunk)
        {
            EndBytes = Math.Max(EndBytes, Own("VmRSS"));
            Collections = [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];
            if (chunk.Steps.First < end)
                Bytes = EndBytes;
        }
    }
}
