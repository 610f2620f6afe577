using MarsDisk.Snapshots.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MarsDisk.Snapshots.Hosting;

/// <summary>What a host was told about snapshots: stores, and settings, which may change while it runs.</summary>
internal sealed class SnapshotSettings
{
    private const string HealthSection = "health";

    private readonly SnapshotStores _stores;
    private readonly List<string> _problems = [];

    public SnapshotSettings(SnapshotStores stores, IConfiguration configuration)
    {
        _stores = stores;
        Configuration = configuration;
        (Options, Health) = Read(_problems);
    }

    /// <summary>Where the settings come from.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>As read at the start.</summary>
    public SnapshotIoOptions Options { get; }

    /// <summary>As read at the start.</summary>
    public SnapshotHealthOptions Health { get; }

    /// <summary>Reads the settings as they are now.</summary>
    public (SnapshotIoOptions Options, SnapshotHealthOptions Health) Read(List<string> problems)
    {
        var reader = new SettingsReader(problems);
        var options = _stores.Adjustment(reader.Read<SnapshotIoOptions>(Configuration, HealthSection));
        var health = reader.Read<SnapshotHealthOptions>(Configuration.GetSection(HealthSection));
        problems.AddRange(options.Problems());
        problems.AddRange(health.Problems());
        return (options, health);
    }

    /// <summary>Everything that a persist needs, with the stores of the container.</summary>
    /// <exception cref="SnapshotOptionsException">Settings or stores cannot be used; one message lists every problem.</exception>
    public SnapshotServices Open(IServiceProvider provider)
    {
        var problems = new List<string>(_problems);
        if (_stores.States is null)
            problems.Add($"No store of records is named; call {nameof(SnapshotStores.UseStates)}.");
        var blobs = _stores.Blobs.Keys.ToDictionary(name => name, provider.GetRequiredKeyedService<IBlobStorageSnapshotAccessor>, StringComparer.Ordinal);
        foreach (var (name, store) in blobs.Where(entry => entry.Value.ProviderName != entry.Key))
            problems.Add($"The blob store '{name}' calls itself '{store.ProviderName}', and records name it so; use that name.");
        if (problems.Count > 0)
            throw new SnapshotOptionsException(problems);
        return new SnapshotServices(
            Options, provider.GetRequiredService<ISnapshotHost>(), provider.GetRequiredService<ISnapshotStateStore>(),
            _stores.Newest is { } newest ? blobs[newest] : null, [.. _stores.Older.Select(name => blobs[name])]);
    }
}
