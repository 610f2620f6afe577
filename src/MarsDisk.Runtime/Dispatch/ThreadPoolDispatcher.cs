namespace MarsDisk.Runtime;

/// <summary>Runs turns on the thread pool of the process: for actors that only decide.</summary>
public sealed class ThreadPoolDispatcher() : MessageDispatcher(MessagesPerTurn)
{
    private const int MessagesPerTurn = 30;

    // The thread's own queue is the fast way from one actor to the next, but last in, first out: two chatting actors would
    // starve a third. So every so many turns go to the queue of all, and what waits in the own one gets its turn.
    private const int TurnsInOwnQueue = 64;

    [ThreadStatic]
    private static int _turns;

    /// <inheritdoc/>
    public override void Schedule(IThreadPoolWorkItem turn) =>
        ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: ++_turns % TurnsInOwnQueue != 0);
}
