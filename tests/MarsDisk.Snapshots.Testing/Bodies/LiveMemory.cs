namespace MarsDisk.Snapshots.Testing.Bodies;

/// <summary>
/// The most managed bytes that were alive at once beyond the start. Collects before it looks, so that it counts what is
/// held and not what was left behind; tests that use it must not run beside others.
/// </summary>
public sealed class LiveMemory
{
    private const long StepBytes = 8 * 1024 * 1024;

    private readonly long _start = GC.GetTotalMemory(forceFullCollection: true);
    private long _next;

    /// <summary>Bytes alive beyond the start, at most.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Looks once for every eight MiB that a position moves on.</summary>
    public void Look(long position)
    {
        if (position < _next && position != 0)
            return;
        _next = position + StepBytes;
        PeakBytes = Math.Max(PeakBytes, GC.GetTotalMemory(forceFullCollection: true) - _start);
    }
}
