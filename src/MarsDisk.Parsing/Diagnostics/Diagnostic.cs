using System.Collections.Immutable;

namespace MarsDisk.Parsing;

/// <summary>How bad it is.</summary>
public enum Severity : byte
{
    /// <summary>The source is wrong.</summary>
    Error,

    /// <summary>Probably not what was meant.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>A suggestion.</summary>
    Hint,
}

/// <summary>What whoever handles the diagnostic might do.</summary>
public enum SeverityHint : byte
{
    /// <summary>Nothing in particular.</summary>
    None,

    /// <summary>Take back what was done since the last commit.</summary>
    Rollback,

    /// <summary>Try again.</summary>
    Retry,

    /// <summary>Go on.</summary>
    Ignore,

    /// <summary>Ask a person.</summary>
    Escalate,
}

/// <summary>A change of the source that would remove the diagnostic.</summary>
/// <param name="At">Where.</param>
public abstract record FixIt(SourceSpan At)
{
    /// <summary>Put text before <see cref="FixIt.At"/>.</summary>
    public sealed record Insert(SourceSpan At, string Text) : FixIt(At);

    /// <summary>Put text in the place of <see cref="FixIt.At"/>.</summary>
    public sealed record Replace(SourceSpan At, string Text) : FixIt(At);

    /// <summary>Take <see cref="FixIt.At"/> out.</summary>
    public sealed record Delete(SourceSpan At) : FixIt(At);
}

/// <summary>What is shown to a person or an editor.</summary>
/// <param name="Code">Stable name, never used for anything else.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">One sentence: what was found and expected.</param>
/// <param name="At">Where.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, SourceSpan At)
{
    /// <summary>What to do with it.</summary>
    public SeverityHint SeverityHint { get; init; }

    /// <summary>What would have been accepted at the place.</summary>
    public ExpectationSummary? Expected { get; init; }

    /// <summary>Further places and remarks.</summary>
    public IReadOnlyList<(SourceSpan? At, string Text)> Notes { get; init; } = [];

    /// <summary>Changes that would remove it.</summary>
    public IReadOnlyList<FixIt> FixIts { get; init; } = [];

    /// <summary>What was being read, outermost first.</summary>
    public IReadOnlyList<(string Label, SourceSpan At)> Trace { get; init; } = [];

    /// <summary>State of the stream when it appeared.</summary>
    public StreamMeta? Stream { get; init; }

    /// <summary>Further facts by part: <c>recover</c>, <c>stream</c>.</summary>
    public ImmutableDictionary<string, object?> Extensions { get; init; } = [];
}
