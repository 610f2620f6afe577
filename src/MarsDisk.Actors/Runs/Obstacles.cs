using MarsDisk.Actors.Messages;
using MarsDisk.Journal;

namespace MarsDisk.Actors.Runs;

/// <summary>What an exception that keeps a run from going on means to the process that waits for it (experience.md §2.9).</summary>
internal static class Obstacles
{
    private const int StorageUnusable = 3;
    private const int Internal = 4;
    private const int CannotGoOn = 5;

    /// <summary>Sentence and exit code.</summary>
    public static RunOutcomeReport Report(Exception error) => error switch
    {
        RunUnusableException known => new RunOutcomeReport.CannotGoOn(known.Message, known.ExitCode),
        LeaseLostException or JournalCorruptException or LedgerException => new RunOutcomeReport.CannotGoOn(error.Message, CannotGoOn),
        IOException or UnauthorizedAccessException => new RunOutcomeReport.CannotGoOn(error.Message, StorageUnusable),
        _ => new RunOutcomeReport.CannotGoOn(error.ToString(), Internal),
    };

    /// <summary>The lease is lost: nothing is persisted any more.</summary>
    public static RunOutcomeReport LeaseLost(string sentence) => new RunOutcomeReport.CannotGoOn(sentence, CannotGoOn);

    /// <summary>A run that was fed by a scenario is taken up without it.</summary>
    public static RunOutcomeReport InputsAreMissing { get; } = new RunOutcomeReport.CannotGoOn(
        "The run takes inputs of a scenario and cannot go on without them; continue the scenario.", CannotGoOn);

    /// <summary>The RunActor stopped again and again without a word.</summary>
    public static RunOutcomeReport JournalUnwritable { get; } =
        new RunOutcomeReport.CannotGoOn("The journal of the run cannot be written; the log says why.", StorageUnusable);
}
