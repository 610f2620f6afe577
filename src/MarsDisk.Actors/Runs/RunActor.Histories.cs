using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Publishing;
using MarsDisk.Storage.State;

namespace MarsDisk.Actors.Runs;

/// <content>The history of a run that keeps all of it in memory, stored while it goes on.</content>
public sealed partial class RunActor
{
    private const string HistoryTimer = "history";

    private sealed record HistoryDue;

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
}
