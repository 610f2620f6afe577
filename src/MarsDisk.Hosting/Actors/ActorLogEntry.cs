namespace MarsDisk.Hosting.Actors;

/// <summary>A warning or an error of an actor on its way to the log of the process; the same from both runtimes.</summary>
/// <param name="IsError">An error, not a warning.</param>
/// <param name="Source">Path of the actor.</param>
/// <param name="Message">What it says, culture-invariant.</param>
/// <param name="Cause">The exception; null: none.</param>
public sealed record ActorLogEntry(bool IsError, string Source, string Message, Exception? Cause)
{
    private const string RunPrefix = "run-";

    /// <summary>Id of the run that the actor works for; null: it works for all of them.</summary>
    public string? Run => Source.Split('/').FirstOrDefault(part => part.StartsWith(RunPrefix, StringComparison.Ordinal))?[RunPrefix.Length..];

    /// <summary>Name of the stage: the last part of the path, without an id.</summary>
    public string Stage => Source[(Source.LastIndexOf('/') + 1)..] is var last && last.StartsWith(RunPrefix, StringComparison.Ordinal) ? "run" : last;
}
