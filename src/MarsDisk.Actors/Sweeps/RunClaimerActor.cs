using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;

namespace MarsDisk.Actors.Sweeps;

/// <summary>
/// Takes runs for its node: at most one in each claim interval and at most as many at once as there are slots. Whether a
/// run may be taken is decided by its lease and its journal, so nobody hands out work and nobody's death stops it.
/// </summary>
public sealed class RunClaimerActor : ReceiveActor, IWithTimers
{
    private sealed record IntervalBegan;
    private sealed record Answered(ClaimedRun? Claim);

    private readonly IRunClaims _claims;
    private readonly ClaimSettings _settings;
    private readonly IWorkLine _line;
    private readonly IActorRef _node;
    private int _active;
    private bool _isAsking;
    private bool _hasAsked;

    /// <summary>Begins to take runs at once.</summary>
    /// <param name="claims">Finds runs.</param>
    /// <param name="settings">How many, and how often.</param>
    /// <param name="line">Line for looking at directories.</param>
    /// <param name="node">Gets the runs.</param>
    public RunClaimerActor(IRunClaims claims, ClaimSettings settings, IWorkLine line, IActorRef node)
    {
        _claims = claims;
        _settings = settings;
        _line = line;
        _node = node;
        Receive<IntervalBegan>(_ => { _hasAsked = false; Ask(); });
        Receive<Answered>(answer => { _isAsking = false; Take(answer.Claim); });
        Receive<RunEnded>(ended => { _active--; _claims.Note(ended); Ask(); });
        Receive<Status.Failure>(Fail);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("interval", new IntervalBegan(), _settings.Interval);
        Ask();
    }

    // A run that ends early in an interval leaves its slot empty until the next one: that is what keeps one quick node
    // from taking everything.
    private void Ask()
    {
        if (_isAsking || _hasAsked || _active >= _settings.Slots)
            return;

        _isAsking = _hasAsked = true;
        var claims = _claims;
        _ = _line.Run(claims.Next).PipeTo(Self, Self, success: claim => new Answered(claim));
    }

    private void Take(ClaimedRun? claim)
    {
        if (claim is null)
            return;
        _active++;
        _node.Tell(new StartClaimed(claim), Self);
    }

    // What is wrong with one run is noted there; this is the store or the program, and the node has to say so.
    private static void Fail(Status.Failure failure) =>
        throw new InvalidOperationException($"No run can be looked for: {failure.Cause.Message}", failure.Cause);
}
