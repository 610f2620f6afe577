using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Checks;

/// <summary>Keys and options that a block has twice.</summary>
internal static class KeyFindings
{
    /// <summary>Adds an assignment to what a block has; false and a finding if it has the key.</summary>
    public static bool IsNew(scoped ref FrameCursor cursor, AssignmentList list, in Assignment assignment)
        => list.Find(assignment.Key) is not { } first || Duplicate(ref cursor, assignment, first);

    public static bool Duplicate(scoped ref FrameCursor cursor, in Assignment second, SourceSpan first)
    {
        if (cursor.Failures is null)
            return false;
        var at = second.Span with
        {
            End = second.Span.Start + second.Key.Length,
            EndLine = second.Span.StartLine,
            EndColumn = second.Span.StartColumn + second.Key.Length,
        };
        return Report(ref cursor, at, second.Key, first);
    }

    public static bool DuplicateAxis(scoped ref FrameCursor cursor, int start, string key, SourceSpan first)
        => cursor.Failures is not null && Report(ref cursor, cursor.Range(start, start + key.Length), key, first);

    public static bool DuplicateColumn(scoped ref FrameCursor cursor, int start, string name)
        => Finding.Error(ref cursor, "scn.key.duplicate", start, start + name.Length, $"the column \"{name}\" appears twice");

    private static bool Report(scoped ref FrameCursor cursor, SourceSpan at, string key, SourceSpan first)
        => cursor.Report(Finding.Of("scn.key.duplicate", at, $"\"{key}\" appears twice in one block") with { Notes = [(first, "first here")] });
}
