using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Inputs.Acting;

namespace MarsDisk.Actors.Pipeline;

/// <summary>What an integrator tells the RunActor about its inputs: what acted, and how much room there is for more.</summary>
internal sealed class InputNews(RunId run, int session, Integrator integrator, IActorRef runActor)
{
    private (long Below, bool NeedsRow) _told = (integrator.ConsumedBelow, false);

    /// <summary>Passes on what an input asked for, but for snapshots, which go to the writer.</summary>
    public void Tell(InputEffect effect, IActorRef self)
    {
        object? message = effect switch
        {
            InputEffect.WriteLog log => new RunLogged(run, log.Step, log.Time, log.Text),
            InputEffect.ReportFailure failure => new ExpectationSettled(run, failure.Found),
            InputEffect.Break fault => new FaultAsked(fault.Ordinal, fault.Step, fault.Fault),
            InputEffect.HoldClock => new ScenarioPaused(true),
            InputEffect.ReleaseClock => new ScenarioPaused(false),
            _ => null,
        };
        if (message is not null)
            runActor.Tell(message, self);
    }

    /// <summary>Says how far inputs are consumed, if that has changed.</summary>
    public void Tell(IActorRef self)
    {
        var now = (integrator.ConsumedBelow, integrator.NeedsRow);
        if (now == _told)
            return;
        _told = now;
        runActor.Tell(new InputsConsumed(run, session, now.ConsumedBelow, now.NeedsRow), self);
    }
}
