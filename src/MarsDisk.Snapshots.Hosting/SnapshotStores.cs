namespace MarsDisk.Snapshots.Hosting;

/// <summary>Names the stores of a host. Each is made when the host starts, and belongs to its container.</summary>
public sealed class SnapshotStores
{
    private readonly List<string> _older = [];

    /// <summary>Makes the store of the records; there is exactly one.</summary>
    internal Func<IServiceProvider, ISnapshotStateStore>? States { get; private set; }

    /// <summary>Provider of new blobs; null: records are all there is.</summary>
    internal string? Newest { get; private set; }

    /// <summary>Providers that older records refer to.</summary>
    internal IReadOnlyList<string> Older => _older;

    /// <summary>Makes the blob stores, by provider.</summary>
    internal Dictionary<string, Func<IServiceProvider, IBlobStorageSnapshotAccessor>> Blobs { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes what the settings say, or stands in for them.</summary>
    internal Func<SnapshotIoOptions, SnapshotIoOptions> Adjustment { get; private set; } = options => options;

    /// <summary>Where records are.</summary>
    public SnapshotStores UseStates(Func<IServiceProvider, ISnapshotStateStore> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        States = make;
        return this;
    }

    /// <summary>Where new blobs go. Without one, bodies that are longer than a record takes are refused.</summary>
    /// <param name="provider">The store's name in handles, and the key under which the container gives it, e.g. <c>file</c>.</param>
    /// <param name="make">Makes the store.</param>
    public SnapshotStores UseBlobs(string provider, Func<IServiceProvider, IBlobStorageSnapshotAccessor> make)
    {
        Add(provider, make);
        Newest = provider;
        return this;
    }

    /// <summary>A further store that older records refer to; nothing new is put there.</summary>
    /// <param name="provider">The store's name in handles, and the key under which the container gives it.</param>
    /// <param name="make">Makes the store.</param>
    public SnapshotStores AddOlderBlobs(string provider, Func<IServiceProvider, IBlobStorageSnapshotAccessor> make)
    {
        Add(provider, make);
        _older.Add(provider);
        return this;
    }

    /// <summary>Changes what the settings say, or stands in for them.</summary>
    public SnapshotStores Adjust(Func<SnapshotIoOptions, SnapshotIoOptions> adjust)
    {
        ArgumentNullException.ThrowIfNull(adjust);
        Adjustment = adjust;
        return this;
    }

    private void Add(string provider, Func<IServiceProvider, IBlobStorageSnapshotAccessor> make)
    {
        ArgumentException.ThrowIfNullOrEmpty(provider);
        ArgumentNullException.ThrowIfNull(make);
        if (!Blobs.TryAdd(provider, make))
            throw new ArgumentException($"There is a blob store '{provider}' already.", nameof(provider));
    }
}
