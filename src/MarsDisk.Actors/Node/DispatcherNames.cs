namespace MarsDisk.Actors.Node;

/// <summary>Names of the dispatchers that the host file sets up (architecture.md §5.4).</summary>
public static class DispatcherNames
{
    /// <summary>Fixed threads, one message a turn: integrators only.</summary>
    public const string Compute = "marsdisk.compute";
}
