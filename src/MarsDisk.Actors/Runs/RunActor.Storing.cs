using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.History.Chunks;
using MarsDisk.Journal.Events;
using MarsDisk.Snapshots;
using MarsDisk.Storage.Publishing;
using MarsDisk.Storage.State;

namespace MarsDisk.Actors.Runs;

/// <content>What is stored while the run goes on: the history of one that keeps all of it in memory, and copies at a target.</content>
public sealed partial class RunActor
{
    private const string HistoryTimer = "history";

    private sealed record HistoryDue;

    private string? _offloadTrouble;

    private void Histories()
    {
        Command<HistoryDue>(_ => _pipeline.Tell(new SaveHistory(), Self));
        Command<HistoryPublished>(Keep);
        Command<HistoryRefused>(Refuse);
    }

    // Counted from the last one that was settled: a slow disk is not asked for more than it can take.
    private void AwaitHistory()
    {
        if (_setup.History is { } schedule && schedule.Every > TimeSpan.Zero)
            Timers.StartSingleTimer(HistoryTimer, new HistoryDue(), schedule.Every);
    }

    private void Keep(HistoryPublished published)
    {
        if (_ledger.History == published.Event)
            Settle(published.Event.Step);
        else
            Persist(published.Event, saved => { Apply(saved); Saved(saved); });
    }

    // The inputs before it are not acknowledged: if its file is damaged one day, the run starts over and needs them again.
    private void Saved(HistorySaved saved)
    {
        Settle(saved.Step);
        Publish();
        _jobs.DeleteOldStates(_ledger, Log);
        OffloadHistory(saved);
    }

    private void Settle(long step)
    {
        _pipeline.Tell(new HistorySettled(step), Self);
        AwaitHistory();
    }

    private void Refuse(HistoryRefused refused)
    {
        if (refused.Error.Kind == PublishErrorKind.LeaseLost)
        {
            End(Obstacles.LeaseLost(refused.Error.Message));
            return;
        }
        Log.Warning("the history up to step {0} is not stored: {1}", refused.Step, refused.Error.Message);
        Settle(refused.Step);
    }

    private void OffloadHistory(HistorySaved saved) => Offload(saved.File, saved.Step, HistoryFiles.Marker);

    // ---- copies ----

    // The last copy may have died with the process that made it.
    private void OffloadAgain()
    {
        if (_ledger.State is { } file && !_ledger.Offloads.ContainsKey(file.Name))
            OffloadState();
        if (_ledger.History is { } saved && !_ledger.Offloads.ContainsKey(saved.File.Name))
            OffloadHistory(saved);
        foreach (var taken in _ledger.Snapshots.Where(taken => !_ledger.Offloads.ContainsKey(taken.File.Name)))
            OffloadSnapshot(taken);
    }

    private void OffloadState()
    {
        var steps = _ledger.Committed[^1].Steps;
        Offload(_ledger.State!, steps.End, ChunkNames.Label(steps.First, steps.End));
    }

    private void OffloadSnapshot(SnapshotTaken taken) =>
        Offload(new StateFile(taken.File.Name, taken.File.Bytes, taken.File.Sha256), taken.Step, marker: null);

    private void Offload(StateFile file, long step, string? marker) =>
        _pipeline.Offload.Tell(new OffloadSnapshot(_setup.Run, file, step, marker, _setup.Work.PathOf(file)), Self);

    private void WarnOf(OffloadRefused refused)
    {
        // Each commit and each attempt meets the same trouble: it is told once, until a copy arrives.
        if (refused.Error.Status is SnapshotStatus.Superseded or SnapshotStatus.Disabled or SnapshotStatus.Cancelled || refused.Error.Message == _offloadTrouble)
            return;
        _offloadTrouble = refused.Error.Message;
        var next = refused.WillRetryAfter is { } wait ? $" It is tried again in {wait.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s." : "";
        Log.Warning("Offload of {0} refused: {1}{2}", refused.File.Name, refused.Error.Message, next);
    }
}
