using System.Collections.Concurrent;

namespace MarsDisk.Snapshots.Transfer;

/// <summary>Buffers of blocks of the base length, made once and used again; longer ones are left to the collector.</summary>
/// <param name="bytes">The base length.</param>
/// <param name="kept">Free buffers that are kept.</param>
internal sealed class BlockBuffers(int bytes, int kept)
{
    private readonly ConcurrentBag<byte[]> _free = [];

    /// <summary>A buffer of a length, with any content; give it back with <see cref="Return"/>.</summary>
    public byte[] Rent(int length) =>
        length == bytes && _free.TryTake(out var buffer) ? buffer : GC.AllocateUninitializedArray<byte>(length);

    /// <summary>Takes a buffer back; the caller forgets it.</summary>
    public void Return(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (buffer.Length == bytes && _free.Count < kept)
            _free.Add(buffer);
    }
}
