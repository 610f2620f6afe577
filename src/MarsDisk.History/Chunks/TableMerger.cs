using MarsDisk.Parquet;

namespace MarsDisk.History.Chunks;

/// <summary>Joins the chunk files of a table into one file with a row group for each, without decoding them (performance §3.7).</summary>
public static class TableMerger
{
    /// <summary>Writes the joined file and returns its rows.</summary>
    /// <param name="chunks">The chunk files in step order.</param>
    /// <param name="output">Where the file goes.</param>
    /// <param name="metadata">Metadata of the whole (<see cref="ChunkEncoder.Metadata"/>).</param>
    /// <exception cref="ParquetException">Two files have different columns, or a file is damaged.</exception>
    public static long Merge(IReadOnlyList<string> chunks, Stream output, IReadOnlyList<KeyValuePair<string, string>> metadata) =>
        ParquetMerger.Merge(OpenEach(chunks), output, metadata);

    private static IEnumerable<Stream> OpenEach(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            yield return stream;
        }
    }
}
