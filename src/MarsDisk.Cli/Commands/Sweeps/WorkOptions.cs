using System.CommandLine;
using System.Globalization;

using MarsDisk.Cli.Running;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Sweeps;

namespace MarsDisk.Cli.Commands.Sweeps;

/// <summary>How a process works on a sweep: options of <c>sweep run</c>, <c>sweep retry</c> and <c>worker</c>.</summary>
internal sealed class WorkOptions
{
    private static readonly TimeSpan IntervalMax = TimeSpan.FromHours(1);

    public Option<int?> Slots { get; } = new("--slots") { Description = "Runs that compute at once here; default: node.slots, one for each core" };

    public Option<string?> ClaimInterval { get; } = new("--claim-interval") { Description = "At most one run is taken in it, for example 50ms or 1s; default: claims.interval, 100 ms" };

    public Option<string?> Node { get; } = new("--node") { Description = "Name of this process in journals; default: host and process id" };

    public Option<string?> Shard { get; } = new("--shard") { Description = "K/N: only runs whose place leaves the remainder K modulo N" };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Warnings and errors only" };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON document on standard output at the end" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Slots, ClaimInterval, Node, Shard, Quiet, Json])
            command.Add(option);
    }

    /// <summary>The settings of this process.</summary>
    /// <param name="line">The parsed command line.</param>
    /// <param name="profile">Shipped profile of a process that takes runs by itself; null: a command of a person.</param>
    /// <param name="options">Settings of the node as options.</param>
    /// <returns>The settings, or null after an explanation on standard error.</returns>
    /// <exception cref="FormatException">An option is not understood.</exception>
    public SweepSettings? Settings(ParseResult line, string? profile = null, IReadOnlyList<string>? options = null)
    {
        if (NodeOptions.Read(line, profile, options) is not { } node)
            return null;

        var slots = line.GetValue(Slots) ?? (node.Node.Slots > 0 ? (int)node.Node.Slots : Environment.ProcessorCount);
        if (slots is < 1 or > 1024)
            throw new FormatException($"--slots {slots} must lie between 1 and 1024.");
        var (shard, shards) = ShardOf(line.GetValue(Shard));
        var machine = node.Node.Name.Length > 0 ? node.Node.Name : Environment.MachineName;
        var interval = line.GetValue(ClaimInterval) is { } text ? IntervalOf(text) : node.Claims.Interval;
        return new SweepSettings(line.GetValue(Node) ?? FormattableString.Invariant($"{machine}-{Environment.ProcessId}"), slots, interval, node)
        {
            Shard = shard,
            Shards = shards,
            Target = NodeOptions.OffloadTarget(node),
            Log = Console.Error.WriteLine,
        };
    }

    /// <summary>Refuses slots whose buffers would not fit, before anything is allocated.</summary>
    public static string? RefuseForMemory(SweepManifest manifest, SweepSettings settings)
    {
        var (slots, node) = (settings.Slots, settings.Node);
        var largest = manifest.Runs.Max(run => run.BufferBytes);
        var limit = node.Node.MemoryLimit > 0 ? node.Node.MemoryLimit : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        return largest * Math.Min(slots, manifest.Runs.Count) <= limit
            ? null
            : $"{Words.Count(slots, "run at once needs", "runs at once need")} {Words.Bytes(largest * slots)} of buffers, and {Words.Bytes(limit)} may be used.\n  try: --slots {Math.Max(1, limit / largest)}, or a smaller io.streaming.step_flush_interval.";
    }

    private static TimeSpan IntervalOf(string text)
    {
        var (number, seconds) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1e-3) : (text.TrimEnd('s'), 1.0);
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && value * seconds <= IntervalMax.TotalSeconds
            ? TimeSpan.FromSeconds(value * seconds)
            : throw new FormatException($"--claim-interval {text} is no time above 0; for example 50ms or 1s.");
    }

    private static (int Shard, int Shards) ShardOf(string? text)
    {
        if (text is null)
            return (0, 1);
        var parts = text.Split('/');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var shards) && shard < shards
            ? (shard, shards)
            : throw new FormatException($"--shard {text} is not of the form K/N with K below N; for example 0/4.");
    }
}
