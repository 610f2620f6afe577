namespace MarsDisk.Runtime;

/// <summary>Runs turns on the thread pool of the process: for actors that only decide.</summary>
public sealed class ThreadPoolDispatcher() : MessageDispatcher(MessagesPerTurn)
{
    private const int MessagesPerTurn = 30;

    /// <inheritdoc/>
    public override void Schedule(IThreadPoolWorkItem turn) =>
        // Not the thread's own queue: it is last in, first out, and two chatting actors would starve a third.
        ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: false);
}
