namespace MarsDisk.Hosting.Daemon;

/// <summary>How the daemon is to leave.</summary>
/// <param name="Cause">Who wants it, in words.</param>
/// <param name="Finish">Whether present runs end first.</param>
/// <param name="Within">How long they may take; null: as long as they need.</param>
public sealed record DrainOrder(string Cause, bool Finish = false, TimeSpan? Within = null);

/// <summary>Where a signal or a request asks the daemon to leave. An order to leave now outweighs one to let runs end.</summary>
public sealed class DrainRequest
{
    private readonly TaskCompletionSource<DrainOrder> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _now = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first order.</summary>
    public Task<DrainOrder> First => _first.Task;

    /// <summary>Ends when the daemon is to leave without waiting for runs.</summary>
    public Task Now => _now.Task;

    /// <summary>Gives an order.</summary>
    /// <param name="order">The order.</param>
    public void Ask(DrainOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        _first.TrySetResult(order);
        if (!order.Finish)
            _now.TrySetResult();
    }
}
