using System.Globalization;

using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Records;
using MarsDisk.Journal.Files;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Recovery;

namespace MarsDisk.Hosting.Running;

/// <summary>What is to happen in the run directory, by the starting rule of experience.md §2.3.</summary>
public abstract record RunTarget
{
    private RunTarget() { }

    /// <summary>Nothing is there yet.</summary>
    public sealed record Start(RunDirectory Directory) : RunTarget;

    /// <summary>An unfinished run of this plan goes on at a step: behind its last commit or the history that it has stored.</summary>
    public sealed record Continue(RunDirectory Directory, long Step) : RunTarget;

    /// <summary>A finished run of this plan; only missing derived files are made.</summary>
    public sealed record Finished(RunDirectory Directory) : RunTarget;

    /// <summary>Nothing can be done here; one message and an exit code.</summary>
    public sealed record Refused(string Message, int ExitCode) : RunTarget;
}

/// <summary>Looks at a directory and says what a run does there. Changes nothing but what --replace moves aside.</summary>
public static class RunTargets
{
    private const int DifferencesShown = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Applies the starting rule.</summary>
    /// <param name="prepared">What is to be run.</param>
    /// <param name="path">Run directory.</param>
    /// <param name="reopenFailed">Whether a failed run may be taken up again (<c>resume</c>).</param>
    /// <param name="disk">Where it is; null: the disk of this process.</param>
    public static RunTarget Choose(PreparedRun prepared, string path, bool reopenFailed, IDisk? disk = null)
    {
        var directory = new RunDirectory(path, prepared.Identity.Run, disk ?? TestHooks.Disk);
        var report = RunStart.Inspect(directory, prepared.Identity.PlanHash, PhysicsFingerprint.Value);
        if (report.State == DirectoryState.Held && !StaysHeld(directory))
            report = RunStart.Inspect(directory, prepared.Identity.PlanHash, PhysicsFingerprint.Value);
        return report.State switch
        {
            DirectoryState.Empty => new RunTarget.Start(directory),
            DirectoryState.Unfinished => new RunTarget.Continue(directory, report.Ledger.ResumeStep),
            DirectoryState.Finished => new RunTarget.Finished(directory),
            DirectoryState.Failed when reopenFailed => new RunTarget.Continue(directory, report.Ledger.ResumeStep),
            DirectoryState.Failed => Failed(path, report),
            DirectoryState.Held => Held(path, report),
            DirectoryState.OtherPlan => OtherPlan(prepared, path, report, reopenFailed),
            DirectoryState.OtherFingerprint => OtherProgram(path),
            DirectoryState.Damaged => new RunTarget.Refused(
                $"{report.Trouble}\n  nothing was changed; copy the directory before you try anything with it.", ExitCodes.CannotGoOn),
            _ => new RunTarget.Refused(
                $"{path} is not empty and holds no run.\n  nothing was changed there; name another directory with --out DIR.", ExitCodes.Usage),
        };
    }

    /// <summary>The first of DIR, DIR-2, DIR-3 … that does not exist.</summary>
    /// <param name="path">DIR.</param>
    public static string FirstFree(string path)
    {
        var name = Path.TrimEndingDirectorySeparator(path);
        var candidate = name;
        for (var number = 2; Path.Exists(candidate); number++)
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        return candidate;
    }

    /// <summary>Moves DIR aside to the first DIR.old-n that does not exist.</summary>
    /// <param name="path">DIR.</param>
    /// <returns>The new name; null when there was nothing to move.</returns>
    public static string? MoveAside(string path)
    {
        var name = Path.TrimEndingDirectorySeparator(path);
        if (!Directory.Exists(name))
            return null;

        var number = 1;
        while (Path.Exists(string.Create(CultureInfo.InvariantCulture, $"{name}.old-{number}")))
            number++;
        var aside = string.Create(CultureInfo.InvariantCulture, $"{name}.old-{number}");
        Directory.Move(name, aside);
        return aside;
    }

    // Whoever only looks at a run locks its lease for an instant.
    private static bool StaysHeld(RunDirectory directory) =>
        FileLeases.StaysHeldAsync(directory, Patience, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();

    private static RunTarget.Refused Failed(string path, DirectoryReport report)
    {
        var failed = report.Ledger.Outcome!.Failed!;
        return new RunTarget.Refused(
            $"the run in {path} has failed: {failed.Reason}\n  to go on from its last commit: marsdisk resume {path}", failed.ExitCode);
    }

    private static RunTarget.Refused Held(string path, DirectoryReport report)
    {
        var owner = report.Ledger.Attempts.IsEmpty ? null : report.Ledger.Attempts[^1].Owner;
        var who = owner is null ? "another process" : string.Create(CultureInfo.InvariantCulture, $"process {owner.ProcessId} on {owner.Node}");
        return new RunTarget.Refused($"{path} is held by {who}, which is still alive.\n  wait for it, or name another directory with --out DIR.", ExitCodes.Unusable);
    }

    private static RunTarget.Refused OtherPlan(PreparedRun prepared, string path, DirectoryReport report, bool isResume)
    {
        if (report.Ledger.Started!.PlanHash == prepared.Identity.HashWith(report.Ledger.Started.Fingerprint))
            return OtherProgram(path);

        var differences = RunDocument.DifferencesFrom(path, prepared);
        if (isResume)
            return new RunTarget.Refused($"the run in {path} cannot go on, because what it reads has changed:{string.Concat(differences.Select(difference => $"\n  {difference}"))}\n  put the tables back as they were, or start anew in another directory.", ExitCodes.CannotGoOn);

        var keys = string.Concat(differences.Take(DifferencesShown).Select(difference => $"\n  {difference}"));
        var rest = differences.Count > DifferencesShown ? $"\n  … and {differences.Count - DifferencesShown} more" : "";
        return new RunTarget.Refused(
            $"{path} already holds a run with another configuration ({Words.Count(differences.Count, "key or input differs", "keys or inputs differ")}).{keys}{rest}\n  use --out DIR, --new, or --replace", ExitCodes.Usage);
    }

    private static RunTarget.Refused OtherProgram(string path) => new(
        $"the run in {path} was begun by a program with another physics than this one ({PhysicsFingerprint.Text}).\n  finish it with that program, or start anew with --out DIR, --new, or --replace.", ExitCodes.CannotGoOn);
}
