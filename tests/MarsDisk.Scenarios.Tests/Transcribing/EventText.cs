using System.Globalization;

using MarsDisk.Journal.Events;
using MarsDisk.Parsing;

namespace MarsDisk.Scenarios.Transcribing;

/// <summary>Events of the journals in words: what was decided, without hashes, sizes, and who the process was.</summary>
internal static class EventText
{
    public static string Of(object happened) => happened switch
    {
        OwnershipTaken taken => Text($"OwnershipTaken epoch {taken.Epoch}"),
        ChunkCommitted chunk => Text($"ChunkCommitted steps {Steps(chunk.Steps)} {chunk.Cause}, inputs below {chunk.NextInputOrdinal}"),
        SnapshotTaken snapshot => Text($"SnapshotTaken {snapshot.Label} at step {snapshot.Step}"),
        StopAccepted stop => Text($"StopAccepted at step {stop.Step}: {stop.Why}"),
        RunCompleted done => Text($"RunCompleted {done.Steps} steps in {done.Chunks} chunks, {done.StopReason}"),
        RunFailed failed => Text($"RunFailed with {failed.ExitCode} at step {failed.Step}: {failed.Reason}"),
        UnitKept unit when unit.Total == unit.Part.Length => Text($"UnitKept {Ordinals(unit.Ordinal, unit.Count)}"),
        UnitKept unit => Text($"UnitKept {Ordinals(unit.Ordinal, unit.Count)} bytes {unit.Offset}..{unit.Offset + unit.Part.Length} of {unit.Total}"),
        CheckpointSaved saved => Of(saved),
        ScenarioFinished { IsAccepted: true } => "ScenarioFinished accepted",
        ScenarioFinished finished => $"ScenarioFinished {(finished.IsResumable ? "resumable" : "for good")}: {finished.Message}",
        RunSettled settled => Text($"RunSettled {settled.Run} with {settled.ExitCode} {settled.Reason}").TrimEnd(),
        VerdictReached verdict => Text($"VerdictReached {verdict.Run} line {verdict.Line} {(verdict.IsMet ? "met" : "not met")}: {verdict.Text}"),
        _ => happened.GetType().Name,
    };

    /// <summary>Steps of a range.</summary>
    public static string Steps(StepRange steps) => Text($"{steps.First}..{steps.End}");

    /// <summary>One ordinal, or those from the first to behind the last.</summary>
    public static string Ordinals(long first, int count) => count == 1 ? Text($"#{first}") : Text($"#{first}..{first + count}");

    private static string Of(CheckpointSaved saved) => StreamCheckpoint.TryRead(saved.Checkpoint.AsSpan(), out var checkpoint, out _)
        ? Text($"CheckpointSaved at {checkpoint.Watermark} before #{checkpoint.NextOrdinal}")
        : "CheckpointSaved unreadable";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
