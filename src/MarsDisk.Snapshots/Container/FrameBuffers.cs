using System.Collections.Concurrent;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Container;

/// <summary>Buffers of frames, for the whole process.</summary>
internal sealed class FrameBuffers
{
    private const int Kept = 8;

    private static readonly ConcurrentDictionary<int, FrameBuffers> ByFrameBytes = new();

    private readonly BlockBuffers _buffers;

    private FrameBuffers(int frameBytes)
    {
        FrameBytes = frameBytes;
        BufferBytes = ContainerFormat.StoredBytesMax(frameBytes);
        _buffers = new BlockBuffers(BufferBytes, Kept);
    }

    /// <summary>Body bytes of a frame.</summary>
    public int FrameBytes { get; }

    /// <summary>Longest stored frame, which every buffer can hold.</summary>
    public int BufferBytes { get; }

    /// <summary>The process's own pool for a frame size.</summary>
    /// <param name="frameBytes">Body bytes of a frame.</param>
    public static FrameBuffers Of(int frameBytes) => ByFrameBytes.GetOrAdd(frameBytes, static bytes => new FrameBuffers(bytes));

    /// <summary>A buffer with any content; give it back with <see cref="Return"/>.</summary>
    public byte[] Rent() => _buffers.Rent(BufferBytes);

    /// <summary>Takes a buffer back; the caller forgets it.</summary>
    public void Return(byte[] buffer) => _buffers.Return(buffer);
}
