using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Canonical;
using MarsDisk.Scenario.Editing;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Editing;

/// <summary>A document with the bytes that it must have, to compare it with a full parse of them.</summary>
internal sealed class EditedDocument
{
    // Small segments, so that small texts have many.
    private static readonly SegmentSizes Small = new() { StatementBytes = 96, RowBytes = 128, StepBytes = 16 };

    private byte[] _bytes;

    public EditedDocument(byte[] bytes, bool hasSmallSegments = true)
    {
        _bytes = bytes;
        var reading = ScenarioReading.ForEditing(new RunConfig());
        Document = new ScenarioDocument(
            SourceText.From(bytes), hasSmallSegments ? reading with { Sizes = Small } : reading, CancellationToken.None);
    }

    public ScenarioDocument Document { get; }

    public int Length => _bytes.Length;

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Applies edits, each on the text after the one before.</summary>
    public void Apply(params TextEdit[] edits)
    {
        Document.Apply(edits);
        foreach (var edit in edits)
            _bytes = [.. _bytes[..(int)edit.Start], .. edit.Inserted.Span, .. _bytes[(int)(edit.Start + edit.Removed)..]];
    }

    /// <summary>Replaces the first occurrence of a text.</summary>
    public void Replace(string old, string now)
    {
        var start = _bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(old));
        Apply(new TextEdit(start, Encoding.UTF8.GetByteCount(old), Encoding.UTF8.GetBytes(now)));
    }

    /// <summary>Everything that a full parse would deliver is what the document has, and nothing else.</summary>
    public void AssertEqualsFullParse()
    {
        var full = new Transcript();
        var result = StatementRunner.Run(Scenarios.Grammar, _bytes, full, ScenarioReading.ForEditing(new RunConfig()).Config);

        Assert.Equal(_bytes, Document.Text.Slice(0, Document.Text.Length).ToArray());
        Assert.Equal(full.Units.Where(line => line.Split(' ')[1] != "Row"), Units(), StringComparer.Ordinal);
        Assert.Equal(full.Statements.Select(Places), Document.Statements().Select(unit => Places(unit.Item)), StringComparer.Ordinal);
        Assert.Equal(full.Rows.Count, Document.Rows);
        Assert.Equal(result.Value!.Units, Document.Units);
    }

    /// <summary>Statements and diagnostics in their order, as a transcript shows them.</summary>
    public IEnumerable<string> Units()
    {
        var statements = Document.Statements().Select(unit => (unit.FirstOrdinal, unit.Span.Start, Rank: 0, Text:
            $"{unit.FirstOrdinal} {unit.Item.GetType().Name} {Transcript.Show(unit.Span)} {CanonicalWriter.Text(unit.Item)}"));
        var diagnostics = Document.Diagnostics().Select(found => (found.Ordinal, found.Diagnostic.At.Start, Rank: -1,
            Text: $"{found.Ordinal} {Transcript.Show(found.Diagnostic)}"));
        return statements.Concat(diagnostics).OrderBy(unit => unit.Item1).ThenBy(unit => unit.Rank).Select(unit => unit.Text);
    }

    private static string Places(ScenarioStatement statement) => statement switch
    {
        ConfigPatched patched => Places(patched.Assignments),
        RunOpened run => Places(run.Options) + Places(run.Overrides),
        EventScheduled { Action: ScenarioAction.Fault fault } => Places(fault.Arguments),
        SweepRequested sweep => Places(sweep.Options) + Places(sweep.Template.Options) + Places(sweep.Template.Overrides)
            + string.Concat(sweep.Template.Body.Select(inner => Transcript.Show(inner.Span) + Places(inner))),
        _ => "",
    };

    private static string Places(IEnumerable<Assignment> assignments)
        => string.Concat(assignments.Select(assignment => $"[{assignment.Key} {Transcript.Show(assignment.Span)}]"));
}
