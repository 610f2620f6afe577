namespace MarsDisk.Runtime;

/// <summary>Runs turns on the thread pool of the process: for actors that only decide.</summary>
public sealed class ThreadPoolDispatcher() : MessageDispatcher(MessagesPerTurn)
{
    private const int MessagesPerTurn = 30;

    /// <inheritdoc/>
    public override void Schedule(IThreadPoolWorkItem turn, bool isFollowUp) =>
        // A first turn stays near the sender's cache; whoever had one already queues up behind everybody.
        ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: !isFollowUp);
}
