namespace MarsDisk.Hosting.Running;

/// <summary>What the process may ask of its run while it is under way; without effect before and behind that.</summary>
public sealed class SessionCommands
{
    private volatile Action? _snapshot;

    /// <summary>A state snapshot at the next step border.</summary>
    public void Snapshot() => _snapshot?.Invoke();

    internal void Attach(Action snapshot) => _snapshot = snapshot;

    internal void Detach() => _snapshot = null;
}
