namespace MarsDisk.Snapshots.Diagnostics;

/// <summary>Event ids (7100 to 7199) and levels of log lines.</summary>
public static class SnapshotEvents
{
    /// <summary>A persist ended.</summary>
    public const int Persisted = 7100;

    /// <summary>A restore ended.</summary>
    public const int Restored = 7101;

    /// <summary>A newer record could not be used, and an older one was.</summary>
    public const int FellBack = 7102;

    /// <summary>A record was marked as suspect.</summary>
    public const int Suspected = 7103;

    /// <summary>Something could not be given back; a later pass takes it.</summary>
    public const int CleanupFailed = 7110;

    /// <summary>A directory is not used for scratch files.</summary>
    public const int ScratchRefused = 7120;

    /// <summary>Scratch of processes that are gone was removed.</summary>
    public const int ScratchCleaned = 7121;

    /// <summary>A janitor's pass ended.</summary>
    public const int JanitorPassed = 7130;

    /// <summary>A record's blob is missing.</summary>
    public const int Dangling = 7131;

    /// <summary>A store could not be prepared; it is tried again.</summary>
    public const int StoreNotReady = 7140;

    /// <summary>A time limit is too short for the largest snapshot.</summary>
    public const int TimeoutTooShort = 7141;

    /// <summary>A load waited for its place.</summary>
    public const int LoadQueued = 7142;

    /// <summary>The comparison of old and new way found a difference.</summary>
    public const int ShadowDiffers = 7150;

    /// <summary>Level of details.</summary>
    public const int Debug = 1;

    /// <summary>Level of ordinary lines.</summary>
    public const int Information = 2;

    /// <summary>Level of what somebody should know.</summary>
    public const int Warning = 3;

    /// <summary>Level of what somebody must act on.</summary>
    public const int Error = 4;
}
