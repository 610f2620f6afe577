namespace MarsDisk.Scenario.Editing;

/// <summary>What several edits in a row have changed, as one range.</summary>
/// <param name="Start">First changed byte.</param>
/// <param name="OldEnd">Behind the last changed byte of the old text.</param>
/// <param name="NewEnd">Behind the last changed byte of the new text.</param>
internal readonly record struct EditedRange(long Start, long OldEnd, long NewEnd)
{
    /// <summary>By how much everything behind the range has moved, bytes.</summary>
    public long Shift => NewEnd - OldEnd;

    /// <summary>The range of some edits, each on the text after the one before.</summary>
    public static EditedRange Of(ReadOnlySpan<TextEdit> edits)
    {
        var range = new EditedRange(edits[0].Start, edits[0].Start, edits[0].Start);
        foreach (var edit in edits)
        {
            var beyond = Math.Max(0, edit.Start + edit.Removed - range.NewEnd);
            range = new EditedRange(
                Math.Min(range.Start, edit.Start), range.OldEnd + beyond, range.NewEnd + beyond + edit.Shift);
        }

        return range;
    }
}
