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

    private static Sample Measure(Bench bench, PreparedRun prepared, Func<PreparedRun, string, double> run)
    {
        var path = bench.Folder.Fresh("pipeline");
        var begun = CpuClock.ProcessSeconds();
        var committed = run(prepared, path);
        var (hash, _) = WorkFolder.Tables(path);
        Bench.Remove(path);
        return new Sample(0, committed - begun, Check: hash);
    }

    private static double ByActors(PreparedRun prepared, string path)
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

    /// <summary>Processor time of the process at the last commit it heard of.</summary>
    private sealed class CommitClock : IRunListener
    {
        public double LastCommit { get; private set; }

        public void Changed(RunStatus status)
        {
        }

        public void Flushed(ChunkFlushed chunk) => LastCommit = CpuClock.ProcessSeconds();
    }
}
