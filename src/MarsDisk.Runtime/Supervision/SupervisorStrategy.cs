namespace MarsDisk.Runtime;

/// <summary>What a supervisor does with a child whose handler threw.</summary>
public enum Directive
{
    /// <summary>Go on with the next message and the same state.</summary>
    Resume,

    /// <summary>Go on with a new actor behind the same reference.</summary>
    Restart,

    /// <summary>Fail oneself and let the own supervisor decide.</summary>
    Escalate,

    /// <summary>End it.</summary>
    Stop,
}

/// <summary>How a supervisor decides about failed children.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Restarts, but stops children that could not start or lost whom they watched.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecide);

    /// <summary>Stops whatever fails.</summary>
    public static readonly SupervisorStrategy StoppingStrategy = new OneForOneStrategy(_ => Directive.Stop);

    /// <summary>The decision for one failure, before limits are counted.</summary>
    protected abstract Directive Decide(Exception cause);

    /// <summary>Counts a restart; false if the child has used up its restarts.</summary>
    internal abstract bool MayRestart(RestartHistory history, TimeSpan now);

    internal void HandleFailure(ActorCell supervisor, ChildRecord child, Exception cause)
    {
        var directive = Decide(cause);
        Report(supervisor, child, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                child.Ref.SendSystem(new SystemMessage.Resume());
                break;
            case Directive.Restart when MayRestart(child.Restarts, supervisor.System.Scheduler.MonotonicClock):
                child.Ref.SendSystem(new SystemMessage.Recreate(cause));
                break;
            case Directive.Escalate:
                throw new EscalatedFailureException(cause);
            default:
                supervisor.Stop(child.Ref);
                break;
        }
    }

    private static Directive DefaultDecide(Exception cause) =>
        cause is ActorInitializationException or DeathPactException ? Directive.Stop : Directive.Restart;

    private static void Report(ActorCell supervisor, ChildRecord child, Exception cause, Directive directive)
    {
        if (directive == Directive.Escalate)
            return;                                          // reported where it is decided
        var level = directive == Directive.Resume ? Logging.LogLevel.Warning : Logging.LogLevel.Error;
        var told = cause is ActorInitializationException { InnerException: { } inner } ? inner : cause;
        supervisor.System.Log(level, child.Ref.Path.ToString(), cause, "{0}", told.Message);
    }
}

/// <summary>Carries a child's failure out of its supervisor's turn; unwrapped before anyone else sees it.</summary>
internal sealed class EscalatedFailureException(Exception cause) : Exception(cause.Message, cause);
