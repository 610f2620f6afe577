using System.Collections.Immutable;

namespace MarsDisk.Parsing;

/// <summary>What happens after an error.</summary>
public enum RecoverMode
{
    /// <summary>The first error ends the parse.</summary>
    Off,

    /// <summary>The failing statement is skipped and counted as a unit.</summary>
    Collect,
}

/// <summary>The typed view of <c>extensions["recover"]</c>.</summary>
public sealed record RecoverExtension
{
    /// <summary>What happens after an error.</summary>
    public RecoverMode Mode { get; init; } = RecoverMode.Off;

    /// <summary>Where parsing goes on.</summary>
    public ImmutableArray<string> SyncTokens { get; init; } = ["\n", "}"];

    /// <summary>Recoveries leave a note.</summary>
    public bool Notes { get; init; }

    /// <summary>Errors that are shown before the parse gives up.</summary>
    public int MaxDiagnostics { get; init; } = 64;

    /// <summary>Bytes of one skipped block.</summary>
    public int MaxResyncBytes { get; init; } = 65536;

    /// <summary>Recoveries before the parse gives up.</summary>
    public int MaxRecoveries { get; init; } = 128;
}
