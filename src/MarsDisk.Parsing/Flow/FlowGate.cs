namespace MarsDisk.Parsing;

/// <summary>Decides whether the source may send: by level with two marks, by the caller's policy, by times.</summary>
internal sealed class FlowGate
{
    private readonly TimeProvider _clock;
    private readonly StreamExtension _wishes;
    private readonly int _cap;
    private readonly ParsingMetrics? _metrics;
    private DemandAction _action;
    private long? _lastChange;
    private long? _lastDemand;

    public FlowGate(FlowController controller, FlowCapability capability, StreamingConfig config)
    {
        Controller = controller;
        _clock = config.Clock;
        _metrics = config.Metrics;
        _wishes = config.RunConfig.Stream;
        _cap = config.DemandCap?.Bytes ?? int.MaxValue;
        Mode = Resolve(config.Mode == FlowMode.Auto ? controller.Mode : config.Mode, capability);
    }

    /// <summary>Marks and policy; may be replaced between two steps.</summary>
    public FlowController Controller { get; set; }

    /// <summary>Who moves the bytes. Fixed for the parse.</summary>
    public FlowMode Mode { get; }

    /// <summary>The automatic policy decides.</summary>
    public bool IsAutomatic => Controller.Policy is FlowPolicy.Auto;

    /// <summary>Longest wait of a complete frame; zero: none.</summary>
    public TimeSpan MaxLag => Times.MaxLag ?? TimeSpan.FromMilliseconds(_wishes.FlowMaxLagMs);

    /// <summary>What was said last.</summary>
    public DemandAction Action => _action;

    /// <summary>Bytes that the source may send under one demand, at most.</summary>
    public int Window(long level) => (int)Math.Clamp(Controller.HighWatermark - level, 0, _cap);

    /// <summary>Whether the level holds the source.</summary>
    /// <param name="level">Bytes received and not done with.</param>
    /// <param name="isReleasable">Something other than more input will lower the level: else a pause would never end.</param>
    public bool HoldsAt(long level, bool isReleasable)
    {
        if (!isReleasable)
            return false;
        return _action == DemandAction.Pause ? level > Controller.LowWatermark : level > Controller.HighWatermark;
    }

    /// <summary>A demand for input, or why there is none now.</summary>
    /// <param name="boundary">What the parse waits for.</param>
    /// <param name="feederWish">What the feeder has wished for.</param>
    /// <param name="hint">The demand, or what to tell instead.</param>
    public bool TryDemand(FrameBoundary boundary, DemandHint? feederWish, out DemandHint hint)
    {
        if (Until(_lastDemand, Times.Throttle) is { } early)
        {
            hint = Wish(boundary, feederWish) with { Reason = DemandReason.Throttled, RetryAfter = early };
            return false;
        }

        hint = Wish(boundary, feederWish);
        if (Controller.Policy is FlowPolicy.Manual manual && !Apply(manual.OnDemand(), ref hint))
        {
            hint = Say(DemandAction.Pause, hint, DemandReason.Backpressure);
            return false;
        }

        hint = Say(DemandAction.Continue, hint, hint.Reason);
        if (hint.Action == DemandAction.Pause)
            return false;
        if (Times.Throttle is { } throttle)
        {
            _lastDemand = _clock.GetTimestamp();
            hint = hint with { Reason = DemandReason.Throttled, RetryAfter = throttle };
        }

        return true;
    }

    /// <summary>What a parse says that waits for input which nobody is asked for.</summary>
    public DemandHint Invite(FrameBoundary boundary, DemandReason reason, DemandHint? feederWish)
        => Say(DemandAction.Continue, Wish(boundary, feederWish) with { Reason = reason }, reason);

    /// <summary>What a parse says that is held.</summary>
    public DemandHint Hold(DemandReason reason) => Say(DemandAction.Pause, Wish(FrameBoundary.None, null), reason);

    private BackpressureSpec Times => Controller.Policy is FlowPolicy.Auto { Backpressure: var times } ? times : default;

    private static FlowMode Resolve(FlowMode asked, FlowCapability capability)
    {
        if (asked != FlowMode.Auto)
            return asked;
        var pulls = (capability & (FlowCapability.Pull | FlowCapability.Seek)) != FlowCapability.None;
        var pushes = (capability & FlowCapability.Push) != FlowCapability.None;
        return pushes ? pulls ? FlowMode.Hybrid : FlowMode.Push : FlowMode.Pull;
    }

    private bool Apply(Demand demand, ref DemandHint hint)
    {
        if (demand is { Bytes: <= 0, Frames: <= 0 })
            return false;
        if (demand.Bytes > 0)
            hint = hint with { PreferredBytes = Math.Max(hint.MinBytes, Math.Min(demand.Bytes, _cap)) };
        return true;
    }

    private DemandHint Wish(FrameBoundary boundary, DemandHint? feederWish)
    {
        var minBytes = Math.Clamp(_wishes.DemandMinBytes, 1, _cap);
        var own = DemandHint.Continue(minBytes, Math.Clamp(_wishes.DemandPreferredBytes, minBytes, _cap), boundary);
        if (feederWish is not { Action: DemandAction.Continue } wish)
            return own;
        var merged = own.MergeWith(wish);
        var lower = Math.Min(merged.MinBytes, _cap);
        return merged with
        {
            MinBytes = lower,
            PreferredBytes = Math.Clamp(merged.PreferredBytes ?? lower, lower, _cap),
            Boundary = boundary,
        };
    }

    // An action changes at most once in each debounce interval; until then the former one is repeated.
    private DemandHint Say(DemandAction action, in DemandHint hint, DemandReason reason)
    {
        TimeSpan? early = null;
        if (action != _action)
        {
            early = Until(_lastChange, Times.Debounce);
            if (early is null)
            {
                if (action == DemandAction.Continue && _lastChange is { } paused)
                    _metrics?.Held(_clock.GetElapsedTime(paused));
                _action = action;
                _lastChange = _clock.GetTimestamp();
            }
        }

        if (_action == DemandAction.Continue)
            return hint with { Reason = reason };
        return DemandHint.Pause(reason == DemandReason.InputExhausted ? DemandReason.Throttled : reason, early);
    }

    private TimeSpan? Until(long? since, TimeSpan? interval)
    {
        if (since is not { } start || interval is not { } length)
            return null;
        var left = length - _clock.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : null;
    }
}
