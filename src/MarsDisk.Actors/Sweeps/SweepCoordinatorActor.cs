using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;

namespace MarsDisk.Actors.Sweeps;

/// <summary>
/// Watches over a sweep. One of them, in whatever process, holds the sweep's lease and writes the collected table; when
/// it dies, another takes the lease and rebuilds its view from the journals of the runs. It hands out nothing.
/// </summary>
public sealed class SweepCoordinatorActor : ReceiveActor, IWithTimers
{
    private sealed record LookAgain;

    private readonly ISweepWatch _watch;
    private readonly IWorkLine _line;

    /// <summary>Begins to look at once.</summary>
    /// <param name="watch">The blocking side.</param>
    /// <param name="line">Line for looking at directories.</param>
    public SweepCoordinatorActor(ISweepWatch watch, IWorkLine line)
    {
        _watch = watch;
        _line = line;
        Receive<LookAgain>(_ => Look());
        Receive<SweepStatus>(Publish);
        Receive<Status.Failure>(Fail);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart() => Look();

    private void Look() => _ = _line.Run(_watch.Look).PipeTo(Self, Self);

    // A timer for each look and not a periodic one: a look at a large sweep takes its time.
    private void Publish(SweepStatus status)
    {
        Context.System.EventStream.Publish(status);
        Timers.StartSingleTimer("look", new LookAgain(), _watch.Pause);
    }

    private static void Fail(Status.Failure failure) =>
        throw new InvalidOperationException($"The sweep cannot be looked at: {failure.Cause.Message}", failure.Cause);
}
