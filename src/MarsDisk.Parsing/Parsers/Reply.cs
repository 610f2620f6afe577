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

    /// <summary>An alternative may be tried: a failure that passed neither a byte nor a cut.</summary>
    internal bool IsOpenFailure => Kind == ReplyKind.Err && !Consumed && !Committed;

    /// <summary>A value was produced.</summary>
    /// <param name="consumed">At least one byte was passed.</param>
    /// <param name="committed">A cut was passed.</param>
    public static Reply Ok(bool consumed, bool committed = false)
        => new() { Kind = ReplyKind.Ok, Consumed = consumed, Committed = committed };

    /// <summary>The input does not match.</summary>
    /// <param name="consumed">At least one byte was passed; if not, the cursor is where it was.</param>
    /// <param name="committed">A cut was passed.</param>
    public static Reply Err(bool consumed = false, bool committed = false)
        => new() { Kind = ReplyKind.Err, Consumed = consumed, Committed = committed };

    /// <summary>The answer depends on bytes that are not there yet.</summary>
    /// <param name="bytes">At least so many, ≥ 1.</param>
    public static Reply NeedMore(int bytes) => new() { Kind = ReplyKind.NeedMore, MoreBytes = bytes };

    /// <summary>This answer behind an earlier one of the same parser: what was passed stays passed.</summary>
    internal Reply After(in Reply earlier) => Kind == ReplyKind.NeedMore
        ? this
        : new() { Kind = Kind, Consumed = Consumed || earlier.Consumed, Committed = Committed || earlier.Committed };
}
