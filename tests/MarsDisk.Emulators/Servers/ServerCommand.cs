namespace MarsDisk.Emulators.Servers;

/// <summary>How a server is started and ended.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments; loopback and port among them.</param>
public sealed record ServerCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Its working folder; null: that of the tests.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>The user that it runs as; null: the caller.</summary>
    public string? UserName { get; init; }

    /// <summary>Variables besides those of the caller.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A part of the line that it prints when it is ready; null: it is ready when it accepts connections.</summary>
    public string? ReadyText { get; init; }

    /// <summary>The signal that ends it in order: INT or TERM.</summary>
    public string EndSignal { get; init; } = "TERM";
}
