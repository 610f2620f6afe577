using MarsDisk.Parquet.Codecs;
using MarsDisk.Parquet.Writing;

namespace MarsDisk.Parquet;

/// <summary>
/// The memory one writer thread encodes in. Kept for the life of a run, it makes writing a chunk free of large allocations.
/// Not for two writers at once.
/// </summary>
public sealed class EncoderScratch : IDisposable
{
    /// <summary>The finished column chunk, written to the file in one piece.</summary>
    internal NativeBlock Output { get; } = new();

    /// <summary>The dictionary page of the column, before the codec.</summary>
    internal NativeBlock Dictionary { get; } = new();

    /// <summary>The data page under construction, before the codec.</summary>
    internal NativeBlock Page { get; } = new();

    /// <summary>The header of the page.</summary>
    internal NativeBlock Header { get; } = new();

    /// <summary>Values without nulls, or the values of runs.</summary>
    internal NativeBlock Values { get; } = new();

    /// <summary>Row ends of runs.</summary>
    internal NativeBlock RunEnds { get; } = new();

    /// <summary>Values written out that were given in a shorter form.</summary>
    internal NativeBlock Expanded { get; } = new();

    internal SnappyEncoder Snappy { get; } = new();

    /// <summary>Bytes of native memory held.</summary>
    public long Bytes => Blocks.Sum(block => (long)block.Capacity);

    private IEnumerable<NativeBlock> Blocks => [Output, Dictionary, Page, Header, Values, RunEnds, Expanded];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var block in Blocks)
            block.Dispose();
        Snappy.Dispose();
    }
}
