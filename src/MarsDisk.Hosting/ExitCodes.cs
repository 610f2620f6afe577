namespace MarsDisk.Hosting;

/// <summary>The one table of exit codes (experience.md §2.9); help and documentation are printed from it.</summary>
public static class ExitCodes
{
    /// <summary>Done; also: already finished, early physical stop.</summary>
    public const int Done = 0;

    /// <summary>The run itself failed.</summary>
    public const int RunFailed = 1;

    /// <summary>Usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Input or storage unusable.</summary>
    public const int Unusable = 3;

    /// <summary>A law of the program is broken.</summary>
    public const int Internal = 4;

    /// <summary>The run cannot go on.</summary>
    public const int CannotGoOn = 5;

    /// <summary>A difference was found.</summary>
    public const int Different = 6;

    /// <summary>An expectation of a scenario failed.</summary>
    public const int ExpectationFailed = 7;

    /// <summary>Some runs of a sweep failed.</summary>
    public const int PartlyDone = 8;

    /// <summary>Not finished; the same command again goes on.</summary>
    public const int TryAgain = 75;

    /// <summary>Interrupted by Ctrl-C; resumable as well.</summary>
    public const int Interrupted = 130;

    /// <summary>Code and meaning, in the order of help texts.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Done, "done; also: already finished, early physical stop"),
        (RunFailed, "the run itself failed"),
        (Usage, "usage or configuration, or the directory belongs to another plan"),
        (Unusable, "input or storage unusable, or the directory is held by a living process"),
        (Internal, "internal error"),
        (CannotGoOn, "cannot go on: state damaged, program changed, lease lost"),
        (Different, "difference found"),
        (ExpectationFailed, "an expectation of the scenario failed"),
        (PartlyDone, "partly done: some runs of a sweep failed"),
        (TryAgain, "not finished: run the same command again"),
        (Interrupted, "interrupted by Ctrl-C; the same command goes on"),
    ];
}
