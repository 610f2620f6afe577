using System.Globalization;
using MarsDisk.Journal;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Storage.Publishing;

/// <summary>What kept a file from being published.</summary>
public enum PublishErrorKind
{
    /// <summary>No space or no quota left.</summary>
    DiskFull,

    /// <summary>Somebody else owns the run.</summary>
    LeaseLost,

    /// <summary>The directory is missing, read-only or forbidden.</summary>
    Unwritable,

    /// <summary>The disk failed otherwise.</summary>
    Other,
}

/// <summary>The world failed: nothing partial has a final name, and what was to be written is untouched.</summary>
/// <param name="Kind">What to do about it depends on this.</param>
/// <param name="Message">For a person: file, cause, space.</param>
public sealed record PublishError(PublishErrorKind Kind, string Message)
{
    private const int NoSpace = 28;                              // ENOSPC
    private const int NoQuota = 122;                             // EDQUOT
    private const int ReadOnly = 30;                             // EROFS
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    internal static bool IsOfTheWorld(Exception error) =>
        error is IOException or UnauthorizedAccessException or LeaseLostException;

    internal static PublishError From(Exception error, RunDirectory run, string name) => error switch
    {
        LeaseLostException => new(PublishErrorKind.LeaseLost, error.Message),
        IOException { HResult: NoSpace or NoQuota or WindowsDiskFull } => new(
            PublishErrorKind.DiskFull,
            $"The disk is full: {name} was not written, {FreeSpaceText(run)} free at {run.Root}. "
            + "The run waits until there is room; nothing is lost."),
        UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException or IOException { HResult: ReadOnly } =>
            new(PublishErrorKind.Unwritable, $"{name} cannot be written to {run.Root}: {error.Message}"),
        _ => new(PublishErrorKind.Other, $"{name} was not written to {run.Root}: {error.Message}"),
    };

    private static string FreeSpaceText(RunDirectory run) => run.Disk.FreeBytesAt(run.Root) is { } bytes
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")
        : "an unknown number of bytes";
}
