using System.Diagnostics;
using System.Globalization;

namespace MarsDisk.Journal.Faults;

/// <summary>
/// The named moments at which a test lets the process die by SIGKILL. The composition root arms at most one of them
/// from <c>MARSDISK_CRASH_AT</c>; unarmed, reaching a point costs one null check.
/// </summary>
public static class CrashPoints
{
    /// <summary>Before the first event.</summary>
    public const string DuringStart = "during-start";

    /// <summary>The integrator is filling a buffer.</summary>
    public const string WhileComputing = "while-computing";

    /// <summary>A chunk's files are half written under <c>tmp</c>.</summary>
    public const string WhileWriting = "while-writing";

    /// <summary>Some tables of a chunk have their final name.</summary>
    public const string BetweenRenames = "between-renames";

    /// <summary>All files of a chunk have their final name; no event names them.</summary>
    public const string AfterRename = "after-rename";

    /// <summary>Half of a chunk's record is in the journal.</summary>
    public const string InsideAppend = "inside-append";

    /// <summary>A chunk's record is in the journal and synced.</summary>
    public const string AfterAppend = "after-append";

    /// <summary>Old state files were deleted.</summary>
    public const string AfterDelete = "after-delete";

    /// <summary>A file is on its way to an offload target.</summary>
    public const string DuringOffload = "during-offload";

    /// <summary>Recovery is at work.</summary>
    public const string DuringRecovery = "during-recovery";

    /// <summary>The run is completed; derived files are being made.</summary>
    public const string DuringFinalize = "during-finalize";

    private static Armed? _armed;

    /// <summary>Every name, in the order in which a run passes them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        DuringStart, WhileComputing, WhileWriting, BetweenRenames, AfterRename, InsideAppend, AfterAppend,
        AfterDelete, DuringOffload, DuringRecovery, DuringFinalize,
    ];

    /// <summary>Arms the point of <c>name</c> or <c>name:n</c> (its n-th time); null or empty disarms.</summary>
    /// <exception cref="ArgumentException">The text names no point or no positive count.</exception>
    public static void Arm(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            _armed = null;
            return;
        }
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        var times = 1;
        if (!Names.Contains(name, StringComparer.Ordinal))
            throw new ArgumentException($"'{name}' is not a crash point. There are: {string.Join(", ", Names)}.", nameof(text));
        if (colon >= 0 && (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out times) || times < 1))
            throw new ArgumentException($"'{text[(colon + 1)..]}' is not a positive number of times.", nameof(text));
        _armed = new Armed(name, times);
    }

    /// <summary>Dies here if this point is armed and reached for the n-th time.</summary>
    public static void Reach(string name)
    {
        if (_armed is not null && IsDue(name))
            Kill();
    }

    /// <summary>Counts one arrival; true when the caller must die now, after it has left its half-done work.</summary>
    public static bool IsDue(string name) => _armed is { } armed && armed.Name == name && armed.CountDown() == 0;

    /// <summary>Ends this process as <c>kill -9</c> does.</summary>
    public static void Kill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    private sealed class Armed(string name, int times)
    {
        private int _left = times;

        public string Name { get; } = name;

        public int CountDown() => Interlocked.Decrement(ref _left);
    }
}
