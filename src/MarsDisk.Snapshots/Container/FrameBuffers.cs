using System.Collections.Concurrent;

namespace MarsDisk.Snapshots.Container;

/// <summary>
/// Buffers of frames, made once and used again. A pool of its own, because the shared pool of the base library keeps large
/// arrays without regard to a limit of the heap.
/// </summary>
/// <param name="frameBytes">Body bytes of a frame.</param>
/// <param name="kept">Free buffers that are kept; more are left to the collector.</param>
public sealed class FrameBuffers(int frameBytes, int kept = 24)
{
    private static readonly ConcurrentDictionary<int, FrameBuffers> ByFrameBytes = new();

    private readonly ConcurrentBag<byte[]> _free = [];
    private int _freeCount;

    /// <summary>Body bytes of a frame.</summary>
    public int FrameBytes { get; } = frameBytes;

    /// <summary>Longest stored frame, which every buffer can hold.</summary>
    public int BufferBytes { get; } = ContainerFormat.StoredBytesMax(frameBytes);

    /// <summary>The process's own pool for a frame size.</summary>
    /// <param name="frameBytes">Body bytes of a frame.</param>
    public static FrameBuffers Of(int frameBytes) =>
        ByFrameBytes.GetOrAdd(frameBytes, static bytes => new FrameBuffers(bytes, kept: 8));

    /// <summary>A buffer with any content; give it back with <see cref="Return"/>.</summary>
    public byte[] Rent()
    {
        if (!_free.TryTake(out var buffer))
            return GC.AllocateUninitializedArray<byte>(BufferBytes);
        Interlocked.Decrement(ref _freeCount);
        return buffer;
    }

    /// <summary>Takes a buffer back; the caller forgets it.</summary>
    public void Return(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (buffer.Length != BufferBytes || Interlocked.Increment(ref _freeCount) > kept)
        {
            Interlocked.Decrement(ref _freeCount);
            return;
        }
        _free.Add(buffer);
    }
}
