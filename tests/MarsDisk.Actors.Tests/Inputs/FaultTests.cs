using System.Collections.Concurrent;
using MarsDisk.Actors.Faults;
using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Runs;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Actors.Tests.Inputs;

/// <summary>A scenario breaks its own pipeline, and the files stay what they were.</summary>
public sealed class FaultTests : RunSpec
{
    private readonly SmallRun _run = new(Steps: 20, ChunkSteps: 4, Buffers: 2, BatchSteps: 1);
    private readonly MemoryDisk _disk;
    private readonly ConcurrentQueue<object> _heard = new();

    public FaultTests() => _disk = new MemoryDisk(_run);

    [Theory]
    [InlineData(FaultKind.Crash, "integrator")]
    [InlineData(FaultKind.Crash, "aggregation")]
    [InlineData(FaultKind.Crash, "flush-trigger")]
    [InlineData(FaultKind.Crash, "parquet-writer")]
    [InlineData(FaultKind.Drop, "aggregation")]
    [InlineData(FaultKind.Duplicate, "flush-trigger")]
    [InlineData(FaultKind.Corrupt, "aggregation")]
    [InlineData(FaultKind.Drop, "parquet-writer")]
    [InlineData(FaultKind.DiskFull, "parquet-writer")]
    public void A_stage_that_breaks_once_costs_one_rebuild_and_no_bit(FaultKind kind, string stage)
    {
        var inputs = Inputs(kind, stage, new FaultArguments(null, null, null, null));

        EventFilter.Error().Mute();                   // the stage says what broke it
        Feed(inputs, permitsFaults: true);
        Statuses.FishForMessage<RunStatus>(status => status.Phase == RunPhase.Rebuilding && status.Restarts == 1);
        Clock.Advance(LongestBackOff);

        Assert.Equal(new RunOutcomeReport.Completed(20), Outcome());
        Assert.Equal(_run.PlainFiles(inputs), _disk.Files);
    }

    [Theory]
    [InlineData(FaultKind.Stall, "aggregation")]
    [InlineData(FaultKind.Delay, "flush-trigger")]
    [InlineData(FaultKind.SlowDisk, "parquet-writer")]
    public void A_stage_that_is_late_costs_time_and_no_bit(FaultKind kind, string stage)
    {
        var inputs = Inputs(kind, stage, new FaultArguments(5, null, null, null));

        Feed(inputs, permitsFaults: true);
        AwaitCondition(() => { Clock.Advance(TimeSpan.FromSeconds(5)); return Journal.Names.Contains("RunCompleted", StringComparer.Ordinal); });

        Assert.Equal(new RunOutcomeReport.Completed(20), Outcome());
        Assert.Equal(_run.PlainFiles(inputs), _disk.Files);
    }

    [Fact]
    public void A_rate_strikes_that_share_of_the_messages_and_always_the_same_ones()
    {
        var stage = CreateTestProbe();
        var gate = Sys.ActorOf(Props.Create(() => new FaultGate("snapshot-offload", stage.Ref)));
        gate.Tell(new BreakStage(FaultKind.Duplicate, new FaultArguments(null, null, null, 0.25)));

        var sent = Enumerable.Range(0, 8).Select(number => new OffloadSnapshot(new RunId($"run-{number}"), null!, number, null, "")).ToList();
        sent.ForEach(message => gate.Tell(message));

        int[] expected = [0, 1, 2, 3, 3, 4, 5, 6, 7, 7];
        Assert.Equal(expected.Select(number => sent[number].Run), expected.Select(_ => stage.ExpectMsg<OffloadSnapshot>().Run));
    }

    [Fact]
    public void A_fault_is_ignored_where_none_are_permitted()
    {
        var inputs = Inputs(FaultKind.Crash, "aggregation", new FaultArguments(null, null, null, null));

        Feed(inputs, permitsFaults: false);

        Assert.Equal(new RunOutcomeReport.Completed(20), Outcome());
        Assert.Equal(_run.PlainFiles(inputs), _disk.Files);
    }

    private void Feed(IReadOnlyList<RunInput> inputs, bool permitsFaults)
    {
        var heard = _heard;
        var coordinator = ActorOf(Props.Create(() => new ScriptedCoordinator(inputs, 8, heard)));
        Start(_run, _disk, feed: new RunFeed(coordinator, StopsOnFailure: false, permitsFaults));
    }

    private IReadOnlyList<RunInput> Inputs(FaultKind kind, string stage, FaultArguments arguments)
    {
        var step = _run.Plan.Time.Step;
        return
        [
            new TimedInput(0, default, 2 * step, new RunAction.SetKey(LiveKeys.Find("radiation.TM_K")!, new LiveValue.Number(3900))),
            new TimedInput(1, default, 6 * step, new RunAction.Fault(kind, stage, arguments)),
            new TimedInput(2, default, 9 * step, new RunAction.SetKey(LiveKeys.Find("radiation.TM_K")!, new LiveValue.Number(3800))),
            new RunClosedInput(3, default),
        ];
    }
}
