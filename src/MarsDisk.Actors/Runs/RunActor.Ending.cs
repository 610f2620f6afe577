using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Runs.Endings;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Actors.Runs;

/// <content>How a run ends.</content>
public sealed partial class RunActor
{
    private bool _isOver;

    // Whoever died behind the last event has told nobody what became of the expectations: the last state still says it.
    private void Recall()
    {
        _isOver = true;
        OffloadAgain();                     // the target may have been away when the run ended
        if (_setup.Feed is not null && RunEnding.HasVerdicts(_ledger))
            _jobs.Open(_ledger, buffers: 0);
        else
            Derive();
    }

    private void Conclude(RunEnding ending)
    {
        _ending = ending;
        if (RunClaims.NeedHash(ending.Claims))
            _jobs.HashSeries(_ledger);
        else
            Conclude((string?)null);
    }

    private void Conclude(string? hash)
    {
        var ending = _ending!;
        var restarts = (_isOver ? _ledger.Outcome!.Failed?.Restarts ?? 0 : _failures.Restarts) + _ledger.Attempts.Count - 1;
        var claims = RunClaims.Settle(ending.Claims, restarts, ending.StepsLost(_ledger), hash);
        if (_isOver)
        {
            Tell(_ledger.Outcome!.IsCompleted ? RunClaims.Held(claims) : claims);
            Derive();
            return;
        }

        if (RunClaims.Failure(claims) is { } sentence)
            ending = new RunEnding.ByExpectations(sentence);
        Persist(ending.Event(_ledger, _failures.Restarts), last =>
        {
            Apply(last);
            Tell(claims);
            Derive();
        });
    }

    private void Tell(IEnumerable<ClaimResult> claims)
    {
        foreach (var claim in claims)
            ToCoordinator(new ExpectationSettled(_setup.Run, claim));
    }

    // A run that its mass budget ended has all its rows; its outputs are written although it failed (runner.md §2.10).
    private void Derive()
    {
        if (!_ledger.Outcome!.IsCompleted && !RunEnding.HasAllRows(_ledger))
        {
            Complete();
            return;
        }

        Enter(RunPhase.Finishing, Finishing);
        _jobs.Merge(_ledger);
    }

    private void Finishing()
    {
        Command<RunJobs.Merged>(merged => PersistMerged(merged.Tables, 0));
        Command<RunJobs.Finished>(_ => Complete());
        Command<RunJobs.Unusable>(unusable => End(Obstacles.Report(unusable.Error)));
        Answers();
    }

    // One append is one event: the merged tables are persisted one after the other.
    private void PersistMerged(IReadOnlyList<ChunksMerged> tables, int next)
    {
        if (next == tables.Count)
            _jobs.Finish(_ledger);
        else
            Persist(tables[next], merged => { Apply(merged); PersistMerged(tables, next + 1); });
    }

    private void Complete() => End(RunNews.Outcome(_ledger, _firstStepOfAttempt));

    private void End(RunOutcomeReport outcome)
    {
        _phase = RunPhase.Ended;
        Publish();
        var ended = new RunEnded(_setup.Run, outcome);
        Context.Parent.Tell(ended, Self);
        Context.System.EventStream.Publish(ended);
        Context.Stop(Self);
    }
}
