using MarsDisk.Actors.Messages;
using MarsDisk.Simulated.Faults;
using MarsDisk.Simulated.Runs;
using MarsDisk.Simulated.Worlds;

namespace MarsDisk.Simulated.Laws;

/// <summary>The laws that concern messages, queues, answers and ends; those of the disk are with its witness.</summary>
internal sealed class WorldLaws(World world, LawBook book)
{
    /// <summary>Failures in a row after which a run may give up.</summary>
    public const int FailuresToGiveUp = 3;

    private const int InternalCode = 4;
    private const int CannotGoOnCode = 5;
    private const string RunPrefix = "/user/node/run-";

    private readonly Dictionary<string, SimulatedRun> _runs =
        world.Settings.Runs.ToDictionary(choice => choice.Run.Id.Value, choice => choice.Run, StringComparer.Ordinal);

    /// <summary>Name of the run that an actor works for; null for the others.</summary>
    public static string? RunOf(IActorRef actor)
    {
        var path = actor.Path.ToStringWithoutAddress();
        if (!path.StartsWith(RunPrefix, StringComparison.Ordinal))
            return null;
        var end = path.IndexOf('/', RunPrefix.Length);
        return end < 0 ? path[RunPrefix.Length..] : path[RunPrefix.Length..end];
    }

    /// <summary>After each turn: what it handled, every message that waits in the process, and every queue.</summary>
    public void Turned(SimulatedProcess process, IThreadPoolWorkItem last)
    {
        process.Buffers.NoteHandled(last);
        foreach (var turn in process.Dispatcher.Ready)
        {
            if (turn is not IActorTurn mailbox)
                continue;
            var waiting = 0;
            foreach (var message in mailbox.Waiting)
            {
                waiting++;
                process.Buffers.See(message, RunOf(mailbox.Actor), DurableEndStep, book);
            }
            book.Require(waiting <= world.Settings.MessagesMax, () => $"{waiting} messages wait for {mailbox.Actor.Path}.");
        }
        foreach (var choice in world.Settings.Runs)
        {
            var busy = process.Buffers.OutOf(choice.Run.Id.Value);
            book.Require(busy <= choice.Buffers, () => $"{busy} buffers of {choice.Run.Id} are out, it has {choice.Buffers}.");
        }
    }

    /// <summary>Something was published to the event stream of a process.</summary>
    public void Published(SimulatedProcess process, object published)
    {
        switch (published)
        {
            case UnhandledMessage unhandled:
                book.Break($"{unhandled.Recipient.Path} of {process.Name} has no rule for {unhandled.Message.GetType().Name}.");
                break;
            case ChunkFlushed flushed:
                book.Require(
                    flushed.Steps.End <= DurableEndStep(flushed.Run.Value),
                    () => $"Steps [{flushed.Steps.First}, {flushed.Steps.End}) of {flushed.Run} were announced; the journal durably ends at {DurableEndStep(flushed.Run.Value)}.");
                break;
            case RunStatus status:
                book.Require(
                    status.BuffersFree >= 0 && status.BuffersFree <= status.Buffers,
                    () => $"{status.BuffersFree} of {status.Buffers} buffers of {status.Run} are free.");
                break;
        }
    }

    /// <summary>The node of a process answered about a run.</summary>
    public void Heard(SimulatedProcess process, RunEnded ended)
    {
        switch (ended.Outcome)
        {
            case RunOutcomeReport.Completed:
                book.Require(world.Witness[_runs[ended.Run.Value]].IsCompleted, () => $"{process.Name} calls {ended.Run} complete, the journal does not.");
                break;
            case RunOutcomeReport.Failed failed:
                book.Require(world.Failures >= FailuresToGiveUp, () => $"{ended.Run} failed with too little reason: {failed.Reason}");
                break;
            case RunOutcomeReport.CannotGoOn stopped when world.IsUndisturbed && world.Settings.Processes == 1:
                book.Break($"{ended.Run} cannot go on, and nothing disturbed it: {stopped.Reason}");
                break;
            case RunOutcomeReport.CannotGoOn { ExitCode: InternalCode } broken:
                book.Break($"{ended.Run} ended with an internal error: {broken.Reason}");
                break;
            case RunOutcomeReport.CannotGoOn { ExitCode: CannotGoOnCode } damaged when !world.Struck(FaultKind.StolenLease):
                book.Break($"{ended.Run} cannot go on: {damaged.Reason}");
                break;
        }
    }

    /// <summary>At the end of the world: all committed files are there, and nothing else where nothing disturbed it.</summary>
    public void Ended()
    {
        foreach (var run in _runs.Values)
        {
            var journal = world.Witness[run];
            book.Require(journal.IsCompleted && journal.DurableEndStep == run.Steps, () => $"{run.Id} has {journal.DurableEndStep} of {run.Steps} steps.");
            if (world.IsUndisturbed)
                journal.RequireOrder();
            else
                journal.RequireFiles();
        }
    }

    private long DurableEndStep(string run) => world.Witness[_runs[run]].DurableEndStep;
}
