namespace MarsDisk.Snapshots.Testing.Faults;

/// <summary>Holds whoever reaches a named place for the first time until the gate is opened.</summary>
/// <param name="place">The name.</param>
public sealed class GateFailpoints(string place) : IFailpoints
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody waits.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets everybody through from now on.</summary>
    public void Open() => _opened.TrySetResult();

    /// <inheritdoc/>
    public void Hit(string name) { }

    /// <inheritdoc/>
    public async ValueTask HitAsync(string name, CancellationToken cancellation)
    {
        if (name != place)
            return;
        _reached.TrySetResult();
        await _opened.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }
}
