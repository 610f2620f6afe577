using MarsDisk.Actors.Messages;
using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Running;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>
/// What the actors cost: the same run by the pipeline and by a plain loop that publishes the same chunks on a second
/// thread, both in this process, from the start to the last commit.
/// </summary>
internal static class PipelineComparison
{
    private const int DenserBins = 120;

    /// <summary>Measures both in turns.</summary>
    public static void Run(Bench bench, int steps)
    {
        var prepared = bench.Base.Prepare(BaseRun.Length(steps));
        var series = Rounds.Run(
            bench.Session.Rounds,
            new Variant("actor pipeline", () => Measure(bench, prepared, ByActors)),
            new Variant("plain loop", () => Measure(bench, prepared, (run, path) => PlainRun.Execute(run, new RunDirectory(path, run.Identity.Run)))));

        if (series[0].Check != series[1].Check)
            throw new InvalidDataException($"The pipeline left {series[0].Check}, the plain loop {series[1].Check}.");
        bench.Session.NoteReference(series[1].Cpu);
        Add(bench, series[0], series[1], Targets.Pipeline);
        Add(bench, series[1], series[1], null);
    }

    /// <summary>
    /// Steps of at least 10 µs, wall, two cores: architecture.md §11. More bins make the step that long.
    /// </summary>
    public static void RunDenser(Bench bench, int steps)
    {
        var prepared = bench.Base.Prepare(BaseRun.Length(steps), $"sizes.n_bins={DenserBins}");
        Compare(bench, prepared, Targets.DensePipeline, $"{DenserBins} bins, {steps} steps, wall to the last commit");
    }

    /// <summary>A run of a few steps from the session's start to its commit, beside the plain loop: what the start of the pipeline costs.</summary>
    public static void RunStarts(Bench bench)
        => Compare(bench, bench.Base.Prepare(BaseRun.Length(2)), null, "2 steps, wall from the start to the commit");

    private static void Compare(Bench bench, PreparedRun prepared, Target? target, string title)
    {
        var series = Rounds.Run(
            bench.Session.Rounds,
            new Variant("actor pipeline", () => Watch(bench, prepared, ByActors)),
            new Variant("plain loop", () => Watch(bench, prepared, (run, path) => PlainRun.Execute(run, new RunDirectory(path, run.Identity.Run)))));
        if (series[0].Check != series[1].Check)
            throw new InvalidDataException($"The pipeline left {series[0].Check}, the plain loop {series[1].Check}.");
        foreach (var one in series)
        {
            bench.Session.Add(new Measurement
            {
                Suite = ActorsSuite.Name,
                Variant = $"{one.Name}, {title}",
                Values = Spread.Of(one.Wall),
                Unit = "s",
                Rounds = one.Wall.Count,
                Reference = one == series[1] ? null : series[1].Name,
                Ratio = one == series[1] ? null : Spread.OfRatios(one.Wall, series[1].Wall),
                Target = one == series[1] ? null : target,
                Check = one.Check,
            });
        }
    }

    private static Sample Watch(Bench bench, PreparedRun prepared, Func<PreparedRun, string, Committed> run)
    {
        var path = bench.Folder.Fresh("pipeline");
        var begun = TimeProvider.System.GetTimestamp();
        var committed = run(prepared, path);
        var (hash, _) = WorkFolder.Tables(path);
        Bench.Remove(path);
        return new Sample(TimeProvider.System.GetElapsedTime(begun, committed.Timestamp).TotalSeconds, 0, Check: hash);
    }

    private static Sample Measure(Bench bench, PreparedRun prepared, Func<PreparedRun, string, Committed> run)
    {
        var path = bench.Folder.Fresh("pipeline");
        var begun = CpuClock.ProcessSeconds();
        var committed = run(prepared, path);
        var (hash, _) = WorkFolder.Tables(path);
        Bench.Remove(path);
        return new Sample(0, committed.ProcessorSeconds - begun, Check: hash);
    }

    private static Committed ByActors(PreparedRun prepared, string path)
    {
        var listener = new CommitClock();
        var settings = new SessionSettings(NodeConfiguration.Default, ReopensFailed: false, Target: null, TimeProvider.System, Console.Error.WriteLine);
        var outcome = RunSession.RunAsync(prepared, new RunDirectory(path, prepared.Identity.Run), settings, listener, CancellationToken.None).GetAwaiter().GetResult();
        return outcome is RunOutcomeReport.Completed ? listener.LastCommit : throw new InvalidOperationException($"The run ended with {outcome}.");
    }

    private static void Add(Bench bench, Series series, Series reference, Target? target) => bench.Session.Add(new Measurement
    {
        Suite = MacroSuite.Name,
        Variant = $"{series.Name}, CPU to the last commit",
        Values = Spread.Of(series.Cpu),
        Unit = "s",
        Rounds = series.Cpu.Count,
        Reference = series == reference ? null : reference.Name,
        Ratio = series == reference ? null : Spread.OfRatios(series.Cpu, reference.Cpu),
        Target = target,
        Check = series.Check,
    });

    /// <summary>When the last commit it heard of was.</summary>
    private sealed class CommitClock : IRunListener
    {
        public Committed LastCommit { get; private set; }

        public void Changed(RunStatus status)
        {
        }

        public void Flushed(ChunkFlushed chunk) => LastCommit = Committed.Now();
    }
}
