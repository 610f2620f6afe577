namespace MarsDisk.Snapshots.Transfer;

/// <summary>
/// Lengths of the blocks of an object, so that their number stays within the store's limit. Up to the longest body that is
/// allowed a known length never needs more than the base, so that the memory of a put does not depend on the length.
/// </summary>
/// <param name="baseBytes">Bytes of a block of an ordinary object.</param>
/// <param name="countMax">Blocks that the store takes.</param>
internal sealed class BlockSizes(int baseBytes, int countMax)
{
    private const int MiB = 1024 * 1024;
    private const int BlocksPerDoubling = 1000;
    private const int LongestBlock = 1024 * MiB;

    /// <summary>Bytes of a block of an ordinary object.</summary>
    public int BaseBytes => baseBytes;

    /// <summary>Blocks that the store takes.</summary>
    public int CountMax => countMax;

    /// <summary>Longest object that can be sent in blocks of a gigabyte at most.</summary>
    public long ObjectBytesMax => (long)Usable * LongestBlock;

    // A tenth is left free: what is announced may differ from what comes.
    private int Usable => countMax / 10 * 9;

    /// <summary>Bytes of one block.</summary>
    /// <param name="length">Length of the object; null when unknown.</param>
    /// <param name="index">Number of the block, from 0.</param>
    public int BytesOf(long? length, int index)
    {
        if (length is not { } known)
            return (int)Math.Min(LongestBlock, (long)baseBytes << Math.Min(30, index / BlocksPerDoubling));
        var needed = (known + Usable - 1) / Usable;
        return needed <= baseBytes ? baseBytes : (int)Math.Min(LongestBlock, (needed + MiB - 1) / MiB * MiB);
    }
}
