using MarsDisk.Snapshots.Offload;

namespace MarsDisk.Snapshots.Tests.Offload;

public class OffloadMachineTests
{
    private static readonly SnapshotSeries Series = new("run", "state");
    private readonly OffloadMachine _machine = new(new OffloadRules());
    private readonly List<OffloadEffect> _effects = [];
    private OffloadState _state = new();

    [Trait("Snapshot", "118")]
    [Theory]
    [InlineData(SnapshotMutability.FrozenUntilCaptured, OffloadPhase.Capturing)]
    [InlineData(SnapshotMutability.Immutable, OffloadPhase.Idle)]
    public void Gives_the_credit_back_at_capture_for_a_frozen_state_and_at_once_for_an_immutable_one(SnapshotMutability mutability, OffloadPhase before)
    {
        var job = Job(1, mutability);
        Send(new OffloadInput.Requested(job));
        Assert.Equal(before == OffloadPhase.Idle, _effects.OfType<OffloadEffect.ReturnCredit>().Any());

        Send(new OffloadInput.Captured(0, job.WriteId));
        Assert.Single(_effects.OfType<OffloadEffect.ReturnCredit>());
        Assert.Single(_effects.OfType<OffloadEffect.TellCaptured>());
        Send(new OffloadInput.Placed(0, job.WriteId));
        Send(new OffloadInput.Ended(0, job.WriteId, SnapshotStatus.Ok, 0));

        Assert.True(_effects.FindIndex(effect => effect is OffloadEffect.TellCaptured) < _effects.FindIndex(effect => effect is OffloadEffect.TellPersisted));
        Assert.Equal(OffloadPhase.Idle, _state.Phase);
    }

    [Trait("Snapshot", "119")]
    [Fact]
    public void Keeps_only_the_newest_of_those_that_wait()
    {
        var jobs = Enumerable.Range(1, 4).Select(sequence => Job(sequence)).ToList();
        foreach (var job in jobs)
            Send(new OffloadInput.Requested(job));

        Assert.Equal(jobs[1..3].Select(job => job.WriteId), _effects.OfType<OffloadEffect.TellSkipped>().Select(skipped => skipped.WriteId));
        Send(new OffloadInput.Ended(0, jobs[0].WriteId, SnapshotStatus.Ok, 0));

        Assert.Equal([jobs[0], jobs[3]], _effects.OfType<OffloadEffect.Start>().Select(start => start.Job));
    }

    [Trait("Snapshot", "121")]
    [Fact]
    public void Waits_twice_as_long_after_each_failure_and_is_degraded_after_five()
    {
        var job = Job(1, SnapshotMutability.Immutable);
        Send(new OffloadInput.Requested(job));
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(i >= 5, _state.IsDegraded(new OffloadRules()));
            Send(new OffloadInput.Ended(0, job.WriteId, SnapshotStatus.Unavailable, 1));
            Send(new OffloadInput.RetryDue(0));
        }

        var waits = _effects.OfType<OffloadEffect.ScheduleRetry>().Select(retry => retry.After.TotalSeconds).ToList();
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300], waits);
        Send(new OffloadInput.Ended(0, job.WriteId, SnapshotStatus.Ok, 1));
        Assert.False(_state.IsDegraded(new OffloadRules()));
    }

    [Trait("Snapshot", "122")]
    [Fact]
    public void Ignores_results_of_an_earlier_life()
    {
        var job = Job(1, SnapshotMutability.Immutable);
        Send(new OffloadInput.Requested(job));
        Send(new OffloadInput.Restarted());
        Send(new OffloadInput.Ended(0, job.WriteId, SnapshotStatus.Ok, 0));

        Assert.Empty(_effects.OfType<OffloadEffect.TellPersisted>());
        Assert.Equal(OffloadPhase.Capturing, _state.Phase);
        Send(new OffloadInput.Ended(1, job.WriteId, SnapshotStatus.AlreadyDone, 0));
        Assert.Single(_effects.OfType<OffloadEffect.TellPersisted>());
    }

    [Trait("Snapshot", "123")]
    [Fact]
    public void Finishes_the_running_job_and_gives_the_others_up_when_it_is_drained()
    {
        var (first, second) = (Job(1), Job(2));
        Send(new OffloadInput.Requested(first));
        Send(new OffloadInput.Requested(second));
        Send(new OffloadInput.DrainAsked());
        Assert.Empty(_effects.OfType<OffloadEffect.TellDrained>());
        Send(new OffloadInput.DrainOver());
        Assert.Single(_effects.OfType<OffloadEffect.CancelRunning>());

        Send(new OffloadInput.Ended(0, first.WriteId, SnapshotStatus.Cancelled, 0));

        Assert.Single(_effects.OfType<OffloadEffect.TellDrained>());
        Assert.Equal(OffloadPhase.Stopped, _state.Phase);
    }

    [Trait("Snapshot", "126")]
    [Fact]
    public void Answers_every_request_exactly_once_in_ten_thousand_random_histories()
    {
        for (var seed = 0; seed < 10_000; seed++)
            Walk(new Random(seed), new OffloadMachine(new OffloadRules(CancelOnNewer: seed % 2 == 0)), seed);
    }

    private static void Walk(Random random, OffloadMachine machine, int seed)
    {
        var state = new OffloadState();
        var asked = new HashSet<Guid>();
        var answers = new Dictionary<Guid, int>();
        var credits = new Dictionary<Guid, int>();
        var running = new List<(Guid WriteId, long Epoch)>();
        var steps = random.Next(5, 60);
        for (var i = 0; i < steps + 200; i++)
        {
            var input = i < steps ? RandomInput(random, state, running) : Settle(state);
            if (input is OffloadInput.Requested requested)
                asked.Add(requested.Job.WriteId);
            var (next, effects) = machine.Next(state, input);
            state = next;
            foreach (var effect in effects)
            {
                switch (effect)
                {
                    case OffloadEffect.Start start:
                        running.Add((start.Job.WriteId, start.Epoch));
                        break;
                    case OffloadEffect.ReturnCredit credit:
                        credits[credit.WriteId] = credits.GetValueOrDefault(credit.WriteId) + 1;
                        break;
                    case OffloadEffect.TellPersisted persisted:
                        answers[persisted.WriteId] = answers.GetValueOrDefault(persisted.WriteId) + 1;
                        break;
                    case OffloadEffect.TellSkipped skipped:
                        answers[skipped.WriteId] = answers.GetValueOrDefault(skipped.WriteId) + 1;
                        break;
                    case OffloadEffect.TellFailed { WillRetryAfter: null } failed:
                        answers[failed.WriteId] = answers.GetValueOrDefault(failed.WriteId) + 1;
                        break;
                }
            }
            Assert.True(effects.OfType<OffloadEffect.Start>().Count() <= 1, $"seed {seed}: two captures at once");
            Assert.Equal(state.Queue.Count, state.Queue.Select(job => job.Series).Distinct().Count());
            Assert.Equal(state.Phase is OffloadPhase.Idle or OffloadPhase.Stopped, state.Current is null);
        }
        Assert.Equal(OffloadPhase.Stopped, state.Phase);
        foreach (var writeId in asked)
        {
            Assert.True(answers.GetValueOrDefault(writeId) == 1, $"seed {seed}: {answers.GetValueOrDefault(writeId)} answers");
            Assert.True(credits.GetValueOrDefault(writeId) == 1, $"seed {seed}: {credits.GetValueOrDefault(writeId)} credits");
        }
    }

    private static OffloadInput Settle(OffloadState state) => state switch
    {
        { Current: { } job, Phase: not OffloadPhase.BackingOff } => new OffloadInput.Ended(state.Epoch, job.WriteId, SnapshotStatus.Ok, 0),
        { IsDraining: false } => new OffloadInput.DrainAsked(),
        _ => new OffloadInput.RetryDue(state.Epoch),
    };

    private static OffloadInput RandomInput(Random random, OffloadState state, List<(Guid WriteId, long Epoch)> running)
    {
        var (writeId, epoch) = running.Count > 0 ? running[^random.Next(1, Math.Min(running.Count, 3) + 1)] : (Guid.Empty, 0);
        return random.Next(12) switch
        {
            < 4 => new OffloadInput.Requested(Job(random.Next(), (SnapshotMutability)random.Next(2), $"series-{random.Next(3)}")),
            4 => new OffloadInput.Captured(epoch, writeId),
            5 => new OffloadInput.Placed(epoch, writeId),
            6 or 7 => new OffloadInput.Ended(epoch, writeId, (SnapshotStatus)random.Next(16), random.NextDouble()),
            8 => new OffloadInput.RetryDue(random.Next(2) == 0 ? state.Epoch : epoch),
            9 => new OffloadInput.Cancelled(random.Next(2) == 0 && state.Queue.Count > 0 ? state.Queue[0].WriteId : writeId),
            10 => random.Next(4) == 0 ? new OffloadInput.Restarted() : new OffloadInput.DrainOver(),
            _ => random.Next(10) == 0 ? new OffloadInput.DrainAsked() : new OffloadInput.Captured(state.Epoch, state.Current?.WriteId ?? Guid.Empty),
        };
    }

    private static OffloadJob Job(long sequence, SnapshotMutability mutability = SnapshotMutability.FrozenUntilCaptured, string? name = null) =>
        new(Guid.NewGuid(), name is null ? Series : new SnapshotSeries("run", name), new SnapshotPosition(0, sequence, 0), mutability);

    private void Send(OffloadInput input)
    {
        (_state, var effects) = _machine.Next(_state, input);
        _effects.AddRange(effects);
    }
}
