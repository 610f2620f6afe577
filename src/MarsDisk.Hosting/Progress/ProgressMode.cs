namespace MarsDisk.Hosting.Progress;

/// <summary>How progress is shown (experience.md §3).</summary>
public enum ProgressMode
{
    /// <summary>A bar on a terminal, lines elsewhere.</summary>
    Auto,

    /// <summary>One line that is redrawn.</summary>
    Bar,

    /// <summary>A line at start, every 30 s, at commits and at the end.</summary>
    Lines,

    /// <summary>One JSON object a second and per change of state.</summary>
    Json,

    /// <summary>Nothing.</summary>
    Off,
}
