using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.Hosts;

/// <summary>
/// Failpoints of test hosts, from a text such as <c>publish.after=kill,body.mid=delay:50</c>. Actions: <c>kill</c> (the process
/// ends as by SIGKILL), <c>throw</c>, <c>delay:&lt;ms&gt;</c>, <c>enospc</c>; <c>@n</c> behind the name waits for its n-th reach.
/// </summary>
public sealed class EnvironmentFailpoints : IFailpoints
{
    /// <summary>The variable that holds the text.</summary>
    public const string Variable = "MARSDISK_FAILPOINTS";

    private readonly FrozenDictionary<string, Rule> _rules;

    private EnvironmentFailpoints(FrozenDictionary<string, Rule> rules) => _rules = rules;

    /// <summary>Every name that the pipeline reaches.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "admit", "stage.created", "body.first-frame", "body.mid", "body.last-frame", "seal.done", "decide.done", "intent.written",
        "upload.block-n", "upload.done", "publish.before", "publish.after", "verify.done", "commit.before", "commit.after",
        "retire.before", "retire.mid", "cleanup.before", "cleanup.mid", "janitor.before-delete", "restore.mid",
    ];

    /// <summary>Reads the variable; null when it is not set or not allowed.</summary>
    /// <param name="options">Failpoints are obeyed only when its <see cref="SnapshotIoOptions.AllowFailpoints"/> is on.</param>
    public static EnvironmentFailpoints? FromEnvironment(SnapshotIoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.AllowFailpoints && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? Parse(text) : null;
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="ArgumentException">A name or action is unknown.</exception>
    public static EnvironmentFailpoints Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rules = new Dictionary<string, Rule>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (place, action) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "");
            var (name, reach) = place.Split('@', 2) is [var first, var number]
                ? (first, int.Parse(number, CultureInfo.InvariantCulture))
                : (place, 1);
            if (!Names.Contains(name, StringComparer.Ordinal))
                throw new ArgumentException($"'{name}' is no failpoint; there are {string.Join(", ", Names)}.", nameof(text));
            rules[name] = RuleOf(action, reach);
        }
        return new EnvironmentFailpoints(rules.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public void Hit(string name)
    {
        if (_rules.TryGetValue(name, out var rule) && Interlocked.Decrement(ref rule.Left) == 0)
            rule.Act();
    }

    /// <inheritdoc/>
    public async ValueTask HitAsync(string name, CancellationToken cancellation)
    {
        if (!_rules.TryGetValue(name, out var rule) || Interlocked.Decrement(ref rule.Left) != 0)
            return;
        // By the real clock, whatever the host's: it keeps a moment open for somebody outside the process.
        if (rule.Delay is { } delay)
            await Task.Delay(delay, cancellation).ConfigureAwait(false);
        else
            rule.Act();
    }

    private static Rule RuleOf(string action, int reach) => action switch
    {
        "kill" => new Rule(reach, null, Kill),
        "throw" => new Rule(reach, null, static () => throw new IOException("A failpoint threw.")),
        "enospc" => new Rule(reach, null, static () => throw StageException.NoSpace("A failpoint says that the device is full.")),
        _ when action.StartsWith("delay:", StringComparison.Ordinal) =>
            new Rule(reach, TimeSpan.FromMilliseconds(int.Parse(action.AsSpan(6), CultureInfo.InvariantCulture)), static () => { }),
        _ => throw new ArgumentException($"'{action}' is no action of a failpoint: kill, throw, enospc and delay:<ms> are.", nameof(action)),
    };

    private static void Kill()
    {
        if (OperatingSystem.IsBrowser())
            throw new PlatformNotSupportedException("The process of a page cannot be killed.");
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    private sealed class Rule(int reach, TimeSpan? delay, Action act)
    {
        public int Left = reach;

        public TimeSpan? Delay { get; } = delay;

        public Action Act { get; } = act;
    }
}
