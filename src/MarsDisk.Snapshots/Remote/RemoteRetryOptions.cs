namespace MarsDisk.Snapshots;

/// <summary>How requests to a data base of another machine are repeated when they fail for a passing reason.</summary>
public sealed record RemoteRetryOptions
{
    /// <summary>How often a request is sent, the first one included.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Shortest pause before a repetition.</summary>
    public TimeSpan PauseMin { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause, unless the server asks for a longer one.</summary>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for the answer to an empty request; each MiB that travels has a second more.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with these values, one sentence; null: they are good.</summary>
    internal string? Problem()
    {
        if (Attempts < 1)
            return $"{Attempts} attempts: at least one is needed.";
        if (PauseMin < TimeSpan.Zero || PauseMax < PauseMin)
            return $"Pauses from {PauseMin} to {PauseMax} cannot be made.";
        return Patience <= TimeSpan.Zero ? $"No server answers within {Patience}." : null;
    }
}
