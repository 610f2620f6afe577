using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Offload;

namespace MarsDisk.Hosting.Daemon.Reloading;

/// <summary>
/// The settings of a daemon as they are now. Limits and times may change while it works; what it is built from, such as
/// places, listeners, threads and buffers, stays as it was at its start (experience.md §5.7).
/// </summary>
internal sealed class LiveSettings
{
    private const string SlotsKey = "node.slots";

    private static readonly HashSet<string> Changeable = new(StringComparer.Ordinal)
    {
        SlotsKey, "node.memory-limit", "pipeline.batch-steps", "pipeline.max-restarts", "pipeline.back-off.min", "pipeline.back-off.max",
        "store.free-space", "queue.runs", "control.watchers", "scenarios.max", "scenarios.await-timeout", "scenarios.max-pause",
        "drain.pipelines", "drain.all", "log.level",
    };

    static LiveSettings() => Changeable.UnionWith(SnapshotSettings.Changeable.Select(path => $"snapshot-io.{path}"));

    private readonly Lock _access = new();
    private readonly Dictionary<string, string> _texts;
    private readonly int _slotsMax;
    private volatile NodeConfiguration _now;

    /// <summary>The settings of the start.</summary>
    /// <param name="start">Without an error.</param>
    public LiveSettings(NodeLoadResult start)
    {
        _now = start.Configuration!;
        _slotsMax = HostSettings.Slots(_now);
        _texts = Texts(start);
    }

    /// <summary>What holds now; ask again each time.</summary>
    public NodeConfiguration Now => _now;

    /// <summary>Takes what may change; an invalid reading changes nothing.</summary>
    /// <param name="read">All layers, read again.</param>
    public ReloadReport Take(NodeLoadResult read)
    {
        if (read.Configuration is not { } fresh)
            return new ReloadReport(IsValid: false, [], [], read.Findings);

        lock (_access)
        {
            var slotsFit = HostSettings.Slots(fresh) <= _slotsMax;
            var (changed, waiting) = (new List<SettingChange>(), new List<SettingChange>());
            var texts = Texts(read);
            foreach (var key in _texts.Keys.Union(texts.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList())
            {
                var (before, after) = (_texts.GetValueOrDefault(key, ""), texts.GetValueOrDefault(key, ""));
                if (before == after)
                    continue;
                if (!Changeable.Contains(key) || (key == SlotsKey && !slotsFit))
                {
                    waiting.Add(new SettingChange(key, before, after));
                    continue;
                }

                changed.Add(new SettingChange(key, before, after));
                _texts[key] = after;
            }

            _now = Changed(_now, fresh, slotsFit ? fresh.Node.Slots : _now.Node.Slots);
            return new ReloadReport(IsValid: true, changed, waiting, read.Findings);
        }
    }

    private static NodeConfiguration Changed(NodeConfiguration now, NodeConfiguration fresh, long slots) => now with
    {
        Node = now.Node with { Slots = slots, MemoryLimit = fresh.Node.MemoryLimit },
        Pipeline = fresh.Pipeline with { Buffers = now.Pipeline.Buffers },
        Store = now.Store with { FreeSpace = fresh.Store.FreeSpace },
        Queue = fresh.Queue,
        Control = now.Control with { Watchers = fresh.Control.Watchers },
        Scenarios = now.Scenarios with
        {
            Max = fresh.Scenarios.Max,
            AwaitTimeout = fresh.Scenarios.AwaitTimeout,
            MaxPause = fresh.Scenarios.MaxPause,
        },
        Drain = fresh.Drain,
        SnapshotIo = now.SnapshotIo.With(fresh.SnapshotIo, SnapshotSettings.Changeable),
        Log = now.Log with { Level = fresh.Log.Level },
    };

    private static Dictionary<string, string> Texts(NodeLoadResult read) =>
        read.Entries.ToDictionary(entry => entry.Path[(entry.Path.IndexOf('.', StringComparison.Ordinal) + 1)..], entry => entry.Text, StringComparer.Ordinal);
}

/// <summary>A setting that is different from what it was.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Before">As it was written.</param>
/// <param name="After">As it is written now.</param>
public sealed record SettingChange(string Key, string Before, string After)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key}: {Shown(Before)} → {Shown(After)}";

    private static string Shown(string text) => text.Length == 0 ? "\"\"" : text;
}

/// <summary>What came of reading the settings again.</summary>
/// <param name="IsValid">False: nothing was changed.</param>
/// <param name="Changed">What holds from now on.</param>
/// <param name="NeedRestart">What is written otherwise and holds after a restart.</param>
/// <param name="Findings">What is wrong, or worth a remark.</param>
public sealed record ReloadReport(
    bool IsValid, IReadOnlyList<SettingChange> Changed, IReadOnlyList<SettingChange> NeedRestart, IReadOnlyList<Configuration.Finding> Findings);
