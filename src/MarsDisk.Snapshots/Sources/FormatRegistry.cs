namespace MarsDisk.Snapshots.Sources;

/// <summary>
/// Readers by payload type and version. What only an older version is read for goes through upcasters, one version at a time.
/// </summary>
public sealed class FormatRegistry : ISnapshotFormatRegistry
{
    private readonly Dictionary<(Type State, string PayloadType, int Version), object> _sinks = [];
    private readonly Dictionary<(Type State, string PayloadType, int Version), Delegate> _upcasters = [];

    /// <summary>Adds a reader of exactly one version.</summary>
    public FormatRegistry Add<TState>(string payloadType, int payloadVersion, ISnapshotSink<TState> sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _sinks.Add((typeof(TState), payloadType, payloadVersion), sink);
        return this;
    }

    /// <summary>Adds what lifts a state that was read as one version to the next.</summary>
    public FormatRegistry AddUpcaster<TState>(string payloadType, int fromVersion, Func<TState, TState> lift)
    {
        ArgumentNullException.ThrowIfNull(lift);
        _upcasters.Add((typeof(TState), payloadType, fromVersion), lift);
        return this;
    }

    /// <inheritdoc/>
    public ISnapshotSink<TState>? FindSink<TState>(string payloadType, int payloadVersion)
    {
        if (!_sinks.TryGetValue((typeof(TState), payloadType, payloadVersion), out var found))
            return null;
        var lifts = new List<Func<TState, TState>>();
        for (var version = payloadVersion; _upcasters.TryGetValue((typeof(TState), payloadType, version), out var lift); version++)
            lifts.Add((Func<TState, TState>)lift);
        var sink = (ISnapshotSink<TState>)found;
        return lifts.Count == 0 ? sink : new Lifted<TState>(sink, lifts);
    }

    /// <summary>One reader for every version that is known; others are incompatible.</summary>
    public ISnapshotSink<TState> SinkOf<TState>() => new Any<TState>(this);

    private sealed class Lifted<TState>(ISnapshotSink<TState> inner, List<Func<TState, TState>> lifts) : ISnapshotSink<TState>
    {
        public bool CanRead(string payloadType, int payloadVersion) => inner.CanRead(payloadType, payloadVersion);

        public async ValueTask<TState> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
        {
            var state = await inner.ReadBodyAsync(body, handle, cancellation).ConfigureAwait(false);
            foreach (var lift in lifts)
                state = lift(state);
            return state;
        }
    }

    private sealed class Any<TState>(FormatRegistry registry) : ISnapshotSink<TState>
    {
        public bool CanRead(string payloadType, int payloadVersion) => registry.FindSink<TState>(payloadType, payloadVersion) is not null;

        public ValueTask<TState> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation) =>
            registry.FindSink<TState>(handle.PayloadType, handle.PayloadVersion)!.ReadBodyAsync(body, handle, cancellation);
    }
}
