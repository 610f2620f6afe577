using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Staging;

/// <summary>Scratch bytes that all snapshots together may hold, and those that stay free on the device.</summary>
/// <param name="bytesMax">All leases together.</param>
/// <param name="freeBytesMin">Bytes that stay free.</param>
/// <param name="freeBytes">Asks the device.</param>
internal sealed class ScratchBudget(long bytesMax, long freeBytesMin, Func<long> freeBytes)
{
    /// <summary>Bytes are reserved in steps of this.</summary>
    public const long StepBytes = 16L << 20;

    private readonly Lock _gate = new();

    /// <summary>Bytes reserved now.</summary>
    public long Reserved { get; private set; }

    /// <summary>Reserves bytes; null when there is room, else why not.</summary>
    public string? TryReserve(long bytes)
    {
        lock (_gate)
        {
            if (ProblemOf(bytes) is { } problem)
                return problem;
            Reserved += bytes;
            SnapshotMetrics.Reserved(bytes);
            return null;
        }
    }

    /// <summary>Whether there is room now, without taking it; null when there is.</summary>
    public string? Check(long bytes)
    {
        lock (_gate)
            return ProblemOf(bytes);
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(long bytes)
    {
        lock (_gate)
            Reserved -= bytes;
        SnapshotMetrics.Reserved(-bytes);
    }

    private string? ProblemOf(long bytes)
    {
        if (bytes > bytesMax - Reserved)
            return $"Scratch files hold {Reserved} bytes; {bytes} more are above the {bytesMax} of temp.max-total-bytes.";
        var free = freeBytes();
        return bytes > free - freeBytesMin
            ? $"The scratch device has {free} bytes free; {bytes} more would leave less than the {freeBytesMin} of temp.min-free-bytes."
            : null;
    }
}
