namespace MarsDisk.Runtime;

/// <summary>Decides about the failed child alone; its siblings notice nothing.</summary>
public sealed class OneForOneStrategy : SupervisorStrategy
{
    private readonly Func<Exception, Directive> _decide;
    private readonly int? _retriesMax;
    private readonly TimeSpan? _window;

    /// <summary>Without a limit of restarts.</summary>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(null, null, localOnlyDecider)
    {
    }

    /// <summary>
    /// At most <paramref name="maxNrOfRetries"/> restarts within <paramref name="withinTimeRange"/> (since the
    /// beginning if null), then the child is stopped. Null or a negative number of retries means no limit.
    /// </summary>
    public OneForOneStrategy(
        int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
    {
        ArgumentNullException.ThrowIfNull(localOnlyDecider);
        _decide = localOnlyDecider;
        _retriesMax = maxNrOfRetries is >= 0 ? maxNrOfRetries : null;
        _window = withinTimeRange > TimeSpan.Zero ? withinTimeRange : null;
    }

    /// <inheritdoc/>
    protected override Directive Decide(Exception cause) => _decide(cause);

    internal override bool MayRestart(RestartHistory history, TimeSpan now) => (_retriesMax, _window) switch
    {
        (0, _) => false,
        (null, null) => true,
        ({ } most, null) => history.Count() <= most,
        (var most, { } window) => history.CountWithin(window, now) <= (most ?? 1),
    };
}
