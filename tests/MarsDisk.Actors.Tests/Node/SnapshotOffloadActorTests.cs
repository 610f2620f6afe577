using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Offload;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal.Events;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Offload;

namespace MarsDisk.Actors.Tests.Node;

public sealed class SnapshotOffloadActorTests : StageSpec
{
    private readonly HandLine _line = new();
    private readonly Target _target = new();
    private readonly OffloadMemory _memory = new();
    private readonly IActorRef _offload;

    public SnapshotOffloadActorTests()
    {
        var (target, lines, memory) = (_target, new Lines(_line), _memory);
        _offload = ActorOf(Props.Create(() => new SnapshotOffloadActor(target, 2, lines, memory)));
    }

    [Fact]
    public void A_stored_file_is_answered_with_what_is_there_and_as_whose_snapshot()
    {
        _offload.Tell(State("run", 10), TestActor);
        Work();

        var stored = ExpectMsg<SnapshotOffloaded>();
        Assert.Equal(("state/10", "there", 7L), (stored.File.Name, stored.Receipt.Target, stored.Receipt.Revision));
        var task = Assert.Single(_target.Tasks);
        Assert.Equal(("run", 10L, "0_9"), (task.Series.Scope, task.Position.Sequence, task.Position.Marker));
    }

    [Fact]
    public void A_snapshot_that_was_asked_for_is_a_series_of_its_own()
    {
        _offload.Tell(State("run", 10), TestActor);
        _offload.Tell(State("run", 10) with { File = new StateFile("snapshots/warm", 10, default), Marker = null }, TestActor);
        Work(2);

        ReceiveN(2);
        Assert.Equal(2, _target.Tasks.Select(task => task.Series).Distinct().Count());
    }

    [Fact]
    [Trait("Snapshot", "119")]
    public void Of_three_states_of_a_run_that_come_while_one_is_shipped_the_newest_is_stored()
    {
        foreach (var step in (long[])[10, 20, 30, 40])
            _offload.Tell(State("run", step), TestActor);

        var skipped = ReceiveN(2).Cast<OffloadRefused>().ToList();
        Assert.Equal(["state/20", "state/30"], skipped.Select(refused => refused.File.Name), StringComparer.Ordinal);
        Assert.All(skipped, refused => Assert.Equal(SnapshotStatus.Superseded, refused.Error.Status));
        Work(2);
        Assert.Equal(["state/10", "state/40"], ReceiveN(2).Cast<SnapshotOffloaded>().Select(stored => stored.File.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void A_file_that_fails_for_good_is_refused_and_the_next_one_is_stored()
    {
        _target.Answer = task => task.Position.Sequence == 10
            ? SnapshotOutcome.Failed<OffloadReceipt>(SnapshotStatus.Corrupt, SnapshotStage.Body, "body.threw", "no luck")
            : null;

        _offload.Tell(State("a", 10), TestActor);
        _offload.Tell(State("b", 20), TestActor);
        Work(2);

        var refused = ExpectMsg<OffloadRefused>();
        Assert.Equal((SnapshotStatus.Corrupt, "body.threw", "no luck"), (refused.Error.Status, refused.Error.Code, refused.Error.Message));
        Assert.Null(refused.WillRetryAfter);
        ExpectMsg<SnapshotOffloaded>(stored => Assert.Equal("state/20", stored.File.Name));
    }

    [Fact]
    [Trait("Snapshot", "121")]
    public void A_store_that_is_away_is_tried_again_after_a_wait_with_the_same_write_and_degrades_the_health()
    {
        _target.Answer = _ => SnapshotOutcome.Failed<OffloadReceipt>(SnapshotStatus.Unavailable, SnapshotStage.Place, "place.http", "away", isTransient: true);
        _memory.State = _memory.State with { Failures = 4 };

        _offload.Tell(State("run", 10), TestActor);
        Work();

        var refused = ExpectMsg<OffloadRefused>();
        Assert.InRange(refused.WillRetryAfter!.Value.TotalSeconds, 0.5, 1);
        _offload.Tell(new GetOffloadStatus(), TestActor);
        var status = ExpectMsg<OffloadStatus>();
        Assert.Equal((OffloadPhase.BackingOff, true, "away"), (status.Phase, status.IsDegraded, status.LastError!.Message));

        _target.Answer = _ => null;
        Work();
        ExpectMsg<SnapshotOffloaded>();
        Assert.Single(_target.Tasks.Select(task => task.WriteId).Distinct());
    }

    [Fact]
    public void A_full_queue_refuses_at_once_and_forgets_nothing_that_it_took()
    {
        foreach (var run in (string[])["a", "b", "c", "d"])
            _offload.Tell(State(run, 10), TestActor);

        ExpectMsg<OffloadRefused>(refused => Assert.Equal((SnapshotStatus.Busy, "The offload queue is full."), (refused.Error.Status, refused.Error.Message)));
        Work(3);
        ReceiveN(3);
        Assert.Equal(["a", "b", "c"], _target.Tasks.Select(task => task.Series.Scope), StringComparer.Ordinal);
    }

    [Fact]
    [Trait("Snapshot", "122")]
    public void What_ran_before_a_restart_is_ignored_and_runs_again_and_the_asker_hears_of_it_once()
    {
        _offload.Tell(State("a", 10), TestActor);
        _offload.Tell(State("b", 10), TestActor);
        _line.WaitFor(1);
        _line.ThrowsAfterAdding = true;                      // the actor breaks while it begins with b
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => Work(3));

        Assert.Equal(["state/10", "state/10"], ReceiveN(2).Cast<SnapshotOffloaded>().Select(stored => stored.File.Name), StringComparer.Ordinal);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Assert.Equal(["a", "b", "b"], _target.Tasks.Select(task => task.Series.Scope), StringComparer.Ordinal);
        Assert.Equal((OffloadPhase.Idle, 1L, 0), (_memory.State.Phase, _memory.State.Epoch, _memory.Open.Count));
    }

    [Fact]
    [Trait("Snapshot", "123")]
    public void A_drain_ships_what_waits_takes_nothing_more_and_answers()
    {
        _offload.Tell(State("a", 10), TestActor);
        _offload.Tell(State("b", 10), TestActor);
        _offload.Tell(new DrainOffload(TimeSpan.FromMinutes(1)), TestActor);
        _offload.Tell(State("c", 10), TestActor);
        ExpectMsg<OffloadRefused>(refused => Assert.Equal(SnapshotStatus.Cancelled, refused.Error.Status));
        Work(2);

        Assert.Equal(2, ReceiveN(2).Cast<SnapshotOffloaded>().Count());
        Assert.Equal(1, ExpectMsg<OffloadDrained>().Left);
    }

    [Fact]
    [Trait("Snapshot", "123")]
    public void A_drain_that_takes_too_long_gives_the_running_copy_up()
    {
        _target.Answer = _ => SnapshotOutcome.Failed<OffloadReceipt>(SnapshotStatus.Cancelled, SnapshotStage.Place, "", "given up");
        _offload.Tell(State("a", 10), TestActor);
        _offload.Tell(new DrainOffload(TimeSpan.FromMilliseconds(10)), TestActor);
        _line.WaitFor(1);
        SpinWait.SpinUntil(() => _memory.Running.IsCancellationRequested, TimeSpan.FromSeconds(10));
        Assert.True(_memory.Running.IsCancellationRequested);
        Work();

        ExpectMsg<OffloadRefused>(refused => Assert.Equal(SnapshotStatus.Cancelled, refused.Error.Status));
        ExpectMsg<OffloadDrained>();
    }

    [Fact]
    [Trait("Snapshot", "123")]
    public void A_drain_tries_a_store_that_is_waited_for_at_once()
    {
        _target.Answer = _ => SnapshotOutcome.Failed<OffloadReceipt>(SnapshotStatus.Unavailable, SnapshotStage.Place, "place.http", "away", isTransient: true);
        _memory.State = _memory.State with { Failures = 20 };
        _offload.Tell(State("a", 10), TestActor);
        Work();
        Assert.NotNull(ExpectMsg<OffloadRefused>().WillRetryAfter);
        _target.Answer = _ => null;

        _offload.Tell(new DrainOffload(TimeSpan.FromMinutes(1)), TestActor);
        Work();

        ExpectMsg<SnapshotOffloaded>();
        Assert.Equal(0, ExpectMsg<OffloadDrained>().Left);
    }

    [Fact]
    [Trait("Snapshot", "122")]
    public void A_drain_is_answered_although_the_actor_breaks_meanwhile()
    {
        _offload.Tell(State("a", 10), TestActor);
        _offload.Tell(State("b", 10), TestActor);
        _line.WaitFor(1);
        _offload.Tell(new DrainOffload(TimeSpan.FromMinutes(1)), TestActor);
        _line.ThrowsAfterAdding = true;
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => Work(3));

        Assert.Equal(2, ReceiveN(2).Cast<SnapshotOffloaded>().Count());
        Assert.Equal(0, ExpectMsg<OffloadDrained>().Left);
    }

    [Fact]
    [Trait("Snapshot", "118")]
    public void The_status_follows_the_borders_that_a_file_passes_and_the_answer_comes_behind_the_last_one()
    {
        var phases = new List<OffloadPhase>();
        _target.Passing = passed =>
        {
            foreach (var border in (SnapshotProgressKind[])[SnapshotProgressKind.Captured, SnapshotProgressKind.Placed])
            {
                phases.Add(Phase());
                passed(border);
            }
            phases.Add(Phase());
            ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        };

        _offload.Tell(State("a", 10), TestActor);
        Work();

        ExpectMsg<SnapshotOffloaded>();
        Assert.Equal([OffloadPhase.Capturing, OffloadPhase.Shipping, OffloadPhase.Committing, OffloadPhase.Idle], [.. phases, Phase()]);

        OffloadPhase Phase()
        {
            _offload.Tell(new GetOffloadStatus(), TestActor);
            return ExpectMsg<OffloadStatus>().Phase;
        }
    }

    [Fact]
    public void Since_when_nothing_was_stored_counts_from_the_first_file_that_was_not()
    {
        _target.Answer = _ => SnapshotOutcome.Failed<OffloadReceipt>(SnapshotStatus.Fault, SnapshotStage.Place, "blob.denied", "no");
        Assert.Null(Ask().BehindSince);
        _offload.Tell(State("a", 10), TestActor);
        Work();
        ExpectMsg<OffloadRefused>();
        var behind = Ask().BehindSince;
        _offload.Tell(State("a", 20), TestActor);
        Work();
        ExpectMsg<OffloadRefused>();

        Assert.NotNull(behind);
        Assert.Equal((behind, null, 2), (Ask().BehindSince, Ask().Stored, Ask().Failures));
        _target.Answer = _ => null;
        _offload.Tell(State("a", 30), TestActor);
        Work();
        ExpectMsg<SnapshotOffloaded>();
        Assert.Null(Ask().BehindSince);
        Assert.InRange(Ask().Stored!.Value, behind.Value, DateTimeOffset.MaxValue);

        OffloadStatus Ask()
        {
            _offload.Tell(new GetOffloadStatus(), TestActor);
            return ExpectMsg<OffloadStatus>();
        }
    }

    [Fact]
    public void A_long_message_of_a_store_is_cut()
    {
        _target.Answer = _ => SnapshotOutcome.Failed<OffloadReceipt>(SnapshotStatus.Fault, SnapshotStage.Place, "blob.denied", new string('x', 5000));
        _offload.Tell(State("a", 10), TestActor);
        Work();

        Assert.Equal(501, ExpectMsg<OffloadRefused>().Error.Message.Length);
    }

    private static OffloadSnapshot State(string run, long step) =>
        new(new RunId(run), new StateFile($"state/{step}", 10, default), step, $"0_{step - 1}", $"/{run}/state/{step}");

    private void Work(int jobs = 1)
    {
        for (var done = 0; done < jobs; done++)
            _line.Work();
    }

    private sealed class Target : IOffloadTarget
    {
        public string Name => "there";

        public List<OffloadTask> Tasks { get; } = [];

        public Func<OffloadTask, SnapshotOutcome<OffloadReceipt>?> Answer { get; set; } = _ => null;

        public Action<Action<SnapshotProgressKind>> Passing { get; set; } = _ => { };

        public SnapshotOutcome<OffloadReceipt> Persist(OffloadTask task, Action<SnapshotProgressKind> passed, CancellationToken cancellation)
        {
            Tasks.Add(task);
            Passing(passed);
            return Answer(task) ?? SnapshotOutcome.Ok(new OffloadReceipt("there", default, 7));
        }
    }

    /// <summary>A queue whose jobs are done when the test says so, on its thread.</summary>
    private sealed class HandLine : IWorkLine
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
        private readonly System.Collections.Concurrent.BlockingCollection<Action> _jobs = [];

        public bool ThrowsAfterAdding { get; set; }

        public bool TryAdd(Action job)
        {
            _jobs.Add(job);
            if (ThrowsAfterAdding)
            {
                ThrowsAfterAdding = false;
                throw new InvalidOperationException("broken");
            }
            return true;
        }

        public void Work()
        {
            Assert.True(_jobs.TryTake(out var job, Patience), "nothing to do");
            job();
        }

        public void WaitFor(int jobs) => Assert.True(SpinWait.SpinUntil(() => _jobs.Count >= jobs, Patience));

        public void Dispose() { }
    }

    private sealed class Lines(IWorkLine line) : IWorkLines
    {
        public IWorkLine Start(string name, int capacity) => line;
    }
}
