using System.Collections.Immutable;
using System.Globalization;

using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Editing;

/// <summary>The same thing at another place of a source.</summary>
/// <param name="Bytes">By so many bytes.</param>
/// <param name="Lines">By so many lines.</param>
internal readonly record struct Moving(long Bytes, long Lines)
{
    /// <summary>From one place to another.</summary>
    public static Moving Between(in Origin from, in Origin to) => new(to.Bytes - from.Bytes, to.Line - from.Line);

    public SourceSpan Of(in SourceSpan span) => span with
    {
        Start = span.Start + Bytes,
        End = span.End + Bytes,
        StartLine = span.StartLine + Lines,
        EndLine = span.EndLine + Lines,
    };

    public Position Of(in Position place) => place with { Offset = place.Offset + Bytes, Line = place.Line + Lines };

    public ScenarioStatement Of(ScenarioStatement statement)
    {
        if (this == default)
            return statement;
        var span = Of(statement.Span);
        return statement switch
        {
            ConfigPatched patched => patched with { Span = span, Assignments = Of(patched.Assignments) },
            RunOpened opened => opened with { Span = span, Options = Of(opened.Options), Overrides = Of(opened.Overrides) },
            EventScheduled scheduled => scheduled with { Span = span, Action = Of(scheduled.Action) },
            RecurringScheduled recurring => recurring with { Span = span, Action = Of(recurring.Action) },
            SweepRequested sweep => sweep with { Span = span, Options = Of(sweep.Options), Template = Of(sweep.Template) },
            _ => statement with { Span = span },
        };
    }

    public Diagnostic Of(Diagnostic diagnostic)
    {
        if (this == default)
            return diagnostic;
        var moving = this;
        return diagnostic with
        {
            At = Of(diagnostic.At),
            Message = SentenceOf(diagnostic),
            Notes = [.. diagnostic.Notes.Select(note => (note.At is { } at ? moving.Of(at) : note.At, note.Text))],
            FixIts = [.. diagnostic.FixIts.Select(fix => fix with { At = moving.Of(fix.At) })],
            Trace = [.. diagnostic.Trace.Select(open => (open.Label, moving.Of(open.At)))],
        };
    }

    // Sentences about limits and broken bytes name the offset (streaming-parser.md §2.7).
    private string SentenceOf(Diagnostic diagnostic)
    {
        if (Bytes == 0 || !(diagnostic.Code.StartsWith("scn.limit.", StringComparison.Ordinal) || diagnostic.Code.StartsWith("scn.encoding.", StringComparison.Ordinal)))
            return diagnostic.Message;
        var (old, now) = (diagnostic.At.Start.ToString(CultureInfo.InvariantCulture), Of(diagnostic.At).Start.ToString(CultureInfo.InvariantCulture));
        return diagnostic.Message
            .Replace("offset " + old, "offset " + now, StringComparison.Ordinal)
            .Replace("at byte " + old, "at byte " + now, StringComparison.Ordinal);
    }

    private ImmutableArray<Assignment> Of(ImmutableArray<Assignment> assignments)
    {
        var moving = this;
        return [.. assignments.Select(assignment => assignment with { Span = moving.Of(assignment.Span) })];
    }

    private ScenarioAction Of(ScenarioAction action)
        => action is ScenarioAction.Fault fault ? fault with { Arguments = Of(fault.Arguments) } : action;

    private SweepTemplate Of(SweepTemplate template)
    {
        var moving = this;
        return template with
        {
            Options = Of(template.Options),
            Overrides = Of(template.Overrides),
            Body = [.. template.Body.Select(moving.Of)],
        };
    }
}
