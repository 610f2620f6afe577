using System.Collections.Concurrent;

namespace MarsDisk.Snapshots.Transfer;

/// <summary>
/// Buffers of one length, made once and used again; others are left to the collector. A pool of its own, because the shared
/// pool of the base library keeps large arrays without regard to a limit of the heap.
/// </summary>
/// <param name="bytes">The length.</param>
/// <param name="kept">Free buffers that are kept.</param>
internal sealed class BlockBuffers(int bytes, int kept)
{
    private readonly ConcurrentBag<byte[]> _free = [];
    private int _freeCount;

    /// <summary>A buffer of a length, with any content; give it back with <see cref="Return"/>.</summary>
    public byte[] Rent(int length)
    {
        if (length != bytes || !_free.TryTake(out var buffer))
            return GC.AllocateUninitializedArray<byte>(length);
        Interlocked.Decrement(ref _freeCount);
        return buffer;
    }

    /// <summary>Takes a buffer back; the caller forgets it.</summary>
    public void Return(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (buffer.Length != bytes)
            return;
        if (Interlocked.Increment(ref _freeCount) > kept)
            Interlocked.Decrement(ref _freeCount);
        else
            _free.Add(buffer);
    }
}
