namespace MarsDisk.Snapshots;

/// <summary>Why an operation did not succeed.</summary>
/// <param name="Stage">The step that failed.</param>
/// <param name="Code">Stable dotted name, e.g. <c>stage.nospace</c>.</param>
/// <param name="Message">One sentence for a person, without secrets and without bytes of a body.</param>
/// <param name="IsTransient">Whether the same call may succeed later.</param>
/// <param name="Cause">What was thrown below, if anything.</param>
public sealed record SnapshotError(SnapshotStage Stage, string Code, string Message, bool IsTransient, Exception? Cause = null);
