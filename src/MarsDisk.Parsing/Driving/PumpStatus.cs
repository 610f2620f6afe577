namespace MarsDisk.Parsing;

/// <summary>What one pump has done.</summary>
public enum PumpStatus : byte
{
    /// <summary>Bytes were parsed or have come.</summary>
    Progressed,

    /// <summary>The source has nothing.</summary>
    NeedsInput,

    /// <summary>The sink, a person or the flow control holds.</summary>
    Paused,

    /// <summary>The parse has ended.</summary>
    Completed,
}
