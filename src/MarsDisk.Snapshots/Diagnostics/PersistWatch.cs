namespace MarsDisk.Snapshots.Diagnostics;

/// <summary>How long the parts of one persist took; null: not reached.</summary>
internal sealed class PersistTimes
{
    public TimeSpan Wait { get; set; }

    public TimeSpan? Build { get; set; }

    public TimeSpan? Upload { get; set; }

    public TimeSpan? Commit { get; set; }

    public long ScratchBytes { get; set; }
}

/// <summary>Watches the managed memory of the process while one persist runs. A peak read once at the end is none.</summary>
internal sealed class PersistWatch : IDisposable
{
    private static readonly List<PersistWatch> Running = [];
    private static readonly Lock Gate = new();

    private readonly int[] _collections = [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];

    private PersistWatch()
    {
        BytesBefore = PeakBytes = GC.GetTotalMemory(forceFullCollection: false);
    }

    public long BytesBefore { get; }

    public long PeakBytes { get; private set; }

    /// <summary>Whether another persist ran at the same time, so that the peak is not this one's alone.</summary>
    public bool WasConcurrent { get; private set; }

    public static PersistWatch Begin()
    {
        var watch = new PersistWatch();
        lock (Gate)
        {
            Running.Add(watch);
            if (Running.Count > 1)
            {
                foreach (var other in Running)
                    other.WasConcurrent = true;
            }
        }
        return watch;
    }

    public static void Sample()
    {
        var bytes = GC.GetTotalMemory(forceFullCollection: false);
        lock (Gate)
        {
            foreach (var watch in Running)
                watch.PeakBytes = Math.Max(watch.PeakBytes, bytes);
        }
    }

    public int Collections(int generation) => GC.CollectionCount(generation) - _collections[generation];

    public void Dispose()
    {
        Sample();
        lock (Gate)
            Running.Remove(this);
    }
}
