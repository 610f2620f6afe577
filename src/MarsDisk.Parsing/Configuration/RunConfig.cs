using System.Collections.Immutable;

namespace MarsDisk.Parsing;

/// <summary>How left recursion is treated. Grammars must not have it; it is reported.</summary>
public enum LeftRecursionMode
{
    /// <summary>Reported as <c>E4001</c>.</summary>
    Off,

    /// <summary>Not supported: <c>E4003</c>.</summary>
    On,

    /// <summary>As <see cref="Off"/>.</summary>
    Auto,
}

/// <summary>Settings of one parse, the same for batch and streaming.</summary>
public sealed record RunConfig
{
    /// <summary>Input left over behind the value is an error.</summary>
    public bool RequireEof { get; init; }

    /// <summary>Replies of rules are stored and used again.</summary>
    public bool Packrat { get; init; }

    /// <summary>Treatment of left recursion.</summary>
    public LeftRecursionMode LeftRecursion { get; init; } = LeftRecursionMode.Auto;

    /// <summary>Diagnostics carry the rules that were open.</summary>
    public bool Trace { get; init; }

    /// <summary>Equal recoveries on adjacent lines become one with a count.</summary>
    public bool MergeWarnings { get; init; } = true;

    /// <summary>Language of messages. English is the only one so far.</summary>
    public string? Locale { get; init; }

    /// <summary>Deepest nesting of rules.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Rows of one batch. Borders of batches are no part of a result.</summary>
    public int RowsPerBatch { get; init; } = 4096;

    /// <summary>Limits.</summary>
    public ParseLimits Limits { get; init; } = ParseLimits.Default;

    /// <summary>Settings of the parts of the runtime by key: <c>stream</c>, <c>recover</c>, <c>lex</c>, …; unknown keys pass through.</summary>
    public ImmutableDictionary<string, ExtensionMap> Extensions { get; init; } = [];

    /// <summary>
    /// The typed view of <c>extensions["stream"]</c>; fields that are absent or of the wrong type have their defaults.
    /// </summary>
    public StreamExtension Stream => StreamFields.ReadStream(this);

    /// <summary>The typed view of <c>extensions["recover"]</c>, likewise.</summary>
    public RecoverExtension Recover => StreamFields.ReadRecover(this);

    /// <summary>The same settings with one map changed.</summary>
    public RunConfig WithExtension(string key, Func<ExtensionMap, ExtensionMap> update)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(update);
        return this with { Extensions = Extensions.SetItem(key, update(Extensions.GetValueOrDefault(key, ExtensionMap.Empty))) };
    }

    /// <summary>The same settings with the stream's map replaced by all fields of a view.</summary>
    public RunConfig WithStream(StreamExtension view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return this with { Extensions = Extensions.SetItem(StreamFields.Stream, new(StreamFields.Fields(view))) };
    }

    /// <summary>The same settings with another treatment of errors.</summary>
    public RunConfig WithRecovery(RecoverMode mode)
        => WithExtension(StreamFields.Recover, map => new(map.Values.SetItem("mode", mode == RecoverMode.Collect ? "collect" : "off")));

    internal RunConfig WithStreamState(SourceSpan? checkpoint, DemandHint? resumeHint)
        => WithStream(Stream with { Enabled = true, Checkpoint = checkpoint, ResumeHint = resumeHint });
}

/// <summary>Settings of one part of the runtime.</summary>
/// <param name="Values">Values by field.</param>
public sealed record ExtensionMap(ImmutableDictionary<string, object?> Values)
{
    /// <summary>No field.</summary>
    public static readonly ExtensionMap Empty = new([]);
}
