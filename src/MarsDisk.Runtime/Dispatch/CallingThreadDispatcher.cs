namespace MarsDisk.Runtime;

/// <summary>
/// Runs turns on the thread that sends, inside Tell: when it returns, everything that it caused on this dispatcher has
/// happened, also when an actor sends. Only an actor that is in its turn already handles the message later. For tests.
/// </summary>
public sealed class CallingThreadDispatcher() : MessageDispatcher(int.MaxValue)
{
    /// <summary>The id under which every system offers this dispatcher.</summary>
    public const string Id = "akka.test.calling-thread-dispatcher";

    /// <inheritdoc/>
    public override void Schedule(IThreadPoolWorkItem turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        turn.Execute();
    }
}
