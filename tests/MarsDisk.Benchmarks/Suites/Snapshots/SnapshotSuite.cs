namespace MarsDisk.Benchmarks.Suites.Snapshots;

/// <summary>Snapshots of any size: memory of processes with a limited heap, speed beside plain copies, and compression.</summary>
internal static class SnapshotSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "snapshots";

    /// <summary>Measures all of it.</summary>
    public static void Run(Bench bench)
    {
        SnapshotCodecs.Run(bench);
        SnapshotSpeed.Run(bench);
        SnapshotTravel.RunAsync(bench).GetAwaiter().GetResult();
        SnapshotMemory.RunAsync(bench).GetAwaiter().GetResult();
    }
}
