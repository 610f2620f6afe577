using System.Text.Json.Nodes;

using MarsDisk.Hosting.Derived;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Records;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Hosting.Daemon.Runs;

/// <summary>Reads what run directories say; changes nothing, and disturbs nobody who writes.</summary>
public static class RunRecords
{
    /// <summary>Every run directly below a folder, by name.</summary>
    /// <param name="folder">Folder of run directories.</param>
    public static IReadOnlyList<RunRecord> Below(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(Of).OfType<RunRecord>()]
        : [];

    /// <summary>The run of a directory.</summary>
    /// <param name="path">The directory.</param>
    /// <returns>What it says; null when it holds no run.</returns>
    public static RunRecord? Of(string path)
    {
        if (RunDocument.Read(path) is not { } document || (string?)document["run"] is not { Length: > 0 } id)
            return null;

        var directory = new RunDirectory(path, new RunId(id), TestHooks.Disk);
        var plan = document["plan"];
        var record = new RunRecord(directory.Run, directory.Root, (string?)document["name"], (string?)document["plan_hash"], (string?)document["created"], RunState.Unfinished)
        {
            IsOfScenario = RunDocument.ScenarioOf(document) is not null,
            Steps = (long?)plan?["steps"],
            TimeEnd = (double?)plan?["t_end_s"],
        };
        try
        {
            return With(record, directory, directory.ReadLedger(), document);
        }
        catch (Exception error) when (error is JournalCorruptException or LedgerException)
        {
            return Unusable(record, $"{directory.JournalPath}: {error.Message}");
        }
    }

    private static RunRecord With(RunRecord record, RunDirectory directory, RunLedger ledger, JsonObject document)
    {
        var known = record with
        {
            CommittedSteps = ledger.EndStep,
            ResumeStep = ledger.ResumeStep,
            Chunks = ledger.Chunks,
            Time = ledger.TimeSeconds,
            Attempts = ledger.Attempts.Count,
            StopStep = ledger.StopStep,
        };
        if (ledger.Outcome?.Failed is { } failed)
            return known with { State = RunState.Failed, Trouble = new RunTrouble(failed.ExitCode, failed.Reason) };
        if (ledger.Outcome is not null && File.Exists(directory.PathOf(DerivedFiles.LastName)))
            return known with { State = RunState.Completed };
        if (FileLeases.IsHeld(directory))
            return known with { State = RunState.Held };
        return (string?)document["physics_fingerprint"] == PhysicsFingerprint.Value.ToString()
            ? known
            : Unusable(known, $"the run was begun by a program with another physics than this one ({PhysicsFingerprint.Text}).");
    }

    private static RunRecord Unusable(RunRecord record, string reason) =>
        record with { State = RunState.Unusable, Trouble = new RunTrouble(ExitCodes.CannotGoOn, reason) };
}
