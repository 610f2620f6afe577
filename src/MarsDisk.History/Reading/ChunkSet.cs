using MarsDisk.History.Chunks;

namespace MarsDisk.History.Reading;

/// <summary>Finds the files of a table in a run directory.</summary>
public static class ChunkSet
{
    /// <summary>
    /// The files of the table in step order: the whole file if there is one, else the chunks. Which chunks count is
    /// known to the journal alone; a caller that has one passes its files to <see cref="TableReader"/> instead.
    /// </summary>
    /// <param name="runDirectory">The run directory.</param>
    /// <param name="table">Name of the table.</param>
    /// <exception cref="FileNotFoundException">There is no file of the table.</exception>
    /// <exception cref="InvalidDataException">Two chunks hold the same step.</exception>
    public static IReadOnlyList<string> Find(string runDirectory, string table)
    {
        var folder = Path.Combine(runDirectory, ChunkNames.Folder);
        var whole = Path.Combine(folder, ChunkNames.Whole(table));
        if (File.Exists(whole))
            return [whole];

        var chunks = Directory.Exists(folder) ? Chunks(folder, table) : [];
        if (chunks.Count == 0)
            throw new FileNotFoundException($"{folder} has neither {ChunkNames.Whole(table)} nor chunks of {table}.", whole);

        for (var i = 1; i < chunks.Count; i++)
        {
            if (chunks[i].First < chunks[i - 1].End)
                throw new InvalidDataException($"{chunks[i - 1].Path} and {chunks[i].Path} both hold step {chunks[i].First}; only the run's journal knows which one counts.");
        }

        return [.. chunks.Select(chunk => chunk.Path)];
    }

    private static List<(long First, long End, string Path)> Chunks(string folder, string table)
    {
        var chunks = new List<(long First, long End, string Path)>();
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            if (ChunkNames.TryParse(Path.GetFileName(path), table, out var first, out var end))
                chunks.Add((first, end, path));
        }

        chunks.Sort();

        return chunks;
    }
}
