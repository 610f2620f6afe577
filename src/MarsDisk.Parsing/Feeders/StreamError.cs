using System.Text.Json;

namespace MarsDisk.Parsing;

/// <summary>Why a stream ended early.</summary>
public enum StreamErrorKind : byte
{
    /// <summary>Device, file or socket failed.</summary>
    IoFailed,

    /// <summary>The bytes are not UTF-8, or the transport format is broken.</summary>
    DecoderFailed,

    /// <summary>The feeder broke its contract.</summary>
    FeederBug,

    /// <summary>Somebody cancelled.</summary>
    UserCancelled,

    /// <summary>A limit of <see cref="ParseLimits"/> was exceeded.</summary>
    LimitExceeded,

    /// <summary>On resume the source is not the one that was read.</summary>
    SourceChanged,

    /// <summary>The checkpoint cannot be used.</summary>
    CheckpointInvalid,

    /// <summary>The feeder was silent for too long.</summary>
    Timeout,
}

/// <summary>A failure of a stream.</summary>
/// <param name="Kind">Its kind; says whether the last safe point is worth a resume.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Cause">Facts for a program, for example the code of the operating system.</param>
public sealed record StreamError(StreamErrorKind Kind, string Message, JsonElement? Cause = null)
{
    /// <summary>Whether the same source can be read on from the last safe point.</summary>
    public bool IsResumable => Kind is StreamErrorKind.IoFailed or StreamErrorKind.FeederBug
        or StreamErrorKind.UserCancelled or StreamErrorKind.Timeout;
}
