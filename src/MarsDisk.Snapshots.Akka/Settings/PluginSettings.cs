namespace MarsDisk.Snapshots.Akka;

/// <summary>What a recovering actor is offered.</summary>
public enum SnapshotOfferMode : byte
{
    /// <summary>The object, built by its serializer or sink.</summary>
    Materialize,

    /// <summary>An <see cref="OffloadedSnapshot"/>, whose body the actor reads itself.</summary>
    Handle,
}

/// <summary>The settings of the plugin, read strictly (<c>reference.conf</c>, <c>docs/operating/akka-snapshots.md</c>).</summary>
public sealed record PluginSettings
{
    // Their members are the dispatcher's own.
    private const string DispatcherPrefix = "dispatcher.";

    private PluginSettings()
    {
    }

    /// <summary>The defaults by dotted key.</summary>
    public static IReadOnlyDictionary<string, string> Reference { get; } = SectionText.Read(ReferenceText());

    /// <summary>Every value by dotted key, defaults included.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>First part of the identity of every snapshot.</summary>
    public required string Scope { get; init; }

    /// <summary>Kind of the store of bodies.</summary>
    public required string BlobStore { get; init; }

    /// <summary>Kind of the store of records.</summary>
    public required string StateStore { get; init; }

    /// <summary>Largest snapshot that is taken through one array.</summary>
    public required long MaxFallbackBytes { get; init; }

    /// <summary>Saves at a time.</summary>
    public required int MaxConcurrentSaves { get; init; }

    /// <summary>Loads at a time.</summary>
    public required int MaxConcurrentLoads { get; init; }

    /// <summary>What a recovering actor is offered.</summary>
    public required SnapshotOfferMode Offer { get; init; }

    /// <summary>An actor recovers without its snapshot when that cannot be loaded.</summary>
    public required bool SnapshotIsOptional { get; init; }

    /// <summary>Name of the serializer for objects without a binding; empty: none.</summary>
    public required string Serializer { get; init; }

    /// <summary>Time of one call.</summary>
    public required TimeSpan CallTimeout { get; init; }

    /// <summary>How snapshots are written and kept.</summary>
    public required SnapshotIoOptions Io { get; init; }

    /// <summary>Reads a section; keys that are absent have their default.</summary>
    /// <param name="section">Values by dotted key below the section.</param>
    /// <exception cref="SnapshotOptionsException">Keys are unknown or values cannot be used; one message lists every problem.</exception>
    public static PluginSettings Read(IReadOnlyDictionary<string, string> section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var values = new Dictionary<string, string>(Reference, StringComparer.Ordinal);
        foreach (var (key, value) in section)
            values[key] = value;
        var reader = new SectionReader(values);
        foreach (var key in section.Keys.Where(key => !Reference.ContainsKey(key) && !key.StartsWith(DispatcherPrefix, StringComparison.Ordinal)))
            reader.Refuse(Unknown(key));
        var settings = new PluginSettings
        {
            Values = values,
            Scope = reader.Text("scope"),
            BlobStore = reader.Text("blob-store"),
            StateStore = reader.Text("state-store"),
            MaxFallbackBytes = reader.Size("max-fallback-bytes", Array.MaxLength),
            MaxConcurrentSaves = reader.Count("max-concurrent-saves", 1, 1024),
            MaxConcurrentLoads = reader.Count("max-concurrent-loads", 1, 1024),
            Offer = reader.Choice<SnapshotOfferMode>("offer"),
            SnapshotIsOptional = reader.Flag("snapshot-is-optional"),
            Serializer = reader.Text("serializer"),
            CallTimeout = reader.Time("circuit-breaker.call-timeout"),
            Io = ReadIo(reader),
        };
        reader.Count("circuit-breaker.max-failures", 1, int.MaxValue);
        reader.Time("circuit-breaker.reset-timeout");
        reader.Flag("s3.chunk-encoding");
        reader.Flag("s3.server-obeys-conditions");
        Check(settings, reader);
        return reader.Problems.Count == 0 ? settings : throw new SnapshotOptionsException(reader.Problems);
    }

    private static SnapshotIoOptions ReadIo(SectionReader reader) => new()
    {
        InlineThresholdBytes = (int)reader.Size("inline-threshold", int.MaxValue),
        Codec = reader.Choice<SnapshotCodec>("codec"),
        Filter = reader.Choice<SnapshotFilter>("filter"),
        FrameBytes = (int)reader.Size("frame-bytes", int.MaxValue),
        MaxBodyBytes = reader.Size("max-body-bytes", long.MaxValue),
        KeepLast = reader.Count("retention.keep-last", 0, int.MaxValue),
        GarbageGrace = reader.Time("retention.garbage-grace"),
        MinRetain = TimeSpan.Zero,
        SweepMode = SweepMode.Off,
        Durability = reader.Choice<SnapshotDurability>("file.durability"),
        Temp = new SnapshotTempOptions
        {
            Directory = reader.Text("temp.dir") is { Length: > 0 } directory ? directory : null,
            MaxConcurrentFiles = reader.Count("temp.max-files", 1, 1024),
            MaxTotalBytes = reader.Size("temp.max-total-bytes", long.MaxValue),
            MinFreeBytes = reader.Size("temp.min-free-bytes", long.MaxValue),
            SlotWait = reader.Time("temp.slot-wait"),
        },
        Restore = new SnapshotRestoreOptions
        {
            FallbackDepth = reader.Count("fallback-depth", 0, 64),
            MaxConcurrentRestores = reader.Count("max-concurrent-loads", 1, 1024),
        },
    };

    private static void Check(PluginSettings settings, SectionReader reader)
    {
        // An actor that deletes its events behind a snapshot and then recovers without it has lost its state, silently.
        if (settings.SnapshotIsOptional && !reader.Flag("i-know-events-are-complete"))
            reader.Refuse("snapshot-is-optional is on: an actor that deletes events would then recover a part of its state. "
                + "Set i-know-events-are-complete = on when none ever does.");
        if (settings.Scope.Length == 0)
            reader.Refuse("scope is empty.");
        foreach (var problem in settings.Io.Problems().Concat(PluginStores.Problems(settings)))
            reader.Refuse(problem);
    }

    private static string Unknown(string key) => NearestKey.Of(key, Reference.Keys) is { } nearest
        ? $"{key} is not a setting of the plugin. Did you mean {nearest}?"
        : $"{key} is not a setting of the plugin.";

    /// <summary>The text of <c>reference.conf</c>.</summary>
    internal static string ReferenceText()
    {
        using var stream = typeof(PluginSettings).Assembly.GetManifestResourceStream("MarsDisk.Snapshots.Akka.reference.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
