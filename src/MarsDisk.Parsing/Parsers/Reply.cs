namespace MarsDisk.Parsing;

/// <summary>How an attempt to parse ended.</summary>
public enum ReplyKind : byte
{
    /// <summary>A value was produced, the cursor stands behind it.</summary>
    Ok,

    /// <summary>The input does not match.</summary>
    Err,

    /// <summary>The answer depends on bytes that are not there yet. Only on input that is not final.</summary>
    NeedMore,
}

/// <summary>Answer of a parser.</summary>
public readonly struct Reply
{
    /// <summary>How it ended.</summary>
    public ReplyKind Kind { get; init; }

    /// <summary>At least one byte was passed.</summary>
    public bool Consumed { get; init; }

    /// <summary>A cut was passed, even one without width: no alternative is tried any more.</summary>
    public bool Committed { get; init; }

    /// <summary><see cref="ReplyKind.NeedMore"/> only: at least so many bytes are missing, ≥ 1. Else 0.</summary>
    public int MoreBytes { get; init; }
}
