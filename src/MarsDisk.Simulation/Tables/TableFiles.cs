using MarsDisk.Parquet;

namespace MarsDisk.Simulation.Tables;

/// <summary>
/// The table files that a configuration names, relative to one directory. A table may lie beside itself in two forms,
/// <c>name.csv</c> and <c>name.parquet</c>; which one is read is the twin rule (runner §1.1).
/// </summary>
public sealed class TableFiles
{
    private static readonly string[] ParquetEndings = [".parquet", ".pq"];

    private readonly string _baseDirectory;

    /// <summary>Tables below a directory.</summary>
    /// <param name="baseDirectory">The directory that relative paths start from.</param>
    public TableFiles(string baseDirectory) => _baseDirectory = Path.GetFullPath(baseDirectory);

    /// <summary>The file that is read for a configured path, or null if neither form of the table exists.</summary>
    public string? Find(string path)
    {
        var named = Path.GetFullPath(path, _baseDirectory);
        if (IsParquet(named))
            return Existing(named) ?? Existing(Path.ChangeExtension(named, ".csv"));
        if (!named.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            return Existing(named);

        var twin = Existing(Path.ChangeExtension(named, ".parquet"));
        if (Existing(named) is null)
            return twin;
        return twin is not null && File.GetLastWriteTimeUtc(twin) >= File.GetLastWriteTimeUtc(named) ? twin : named;
    }

    /// <summary>Reads the table behind a configured path.</summary>
    /// <exception cref="TableException">The file does not exist or is malformed.</exception>
    public NumericTable Read(string path)
    {
        var file = Find(path) ?? throw new TableException($"{path} does not exist.");
        if (IsParquet(file))
            return ReadParquet(path, file);
        if (!file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            throw new TableException($"{path} is neither CSV nor Parquet; give the table as one of them.");

        using var text = new StreamReader(file);
        return NumericTable.ReadCsv(path, text);
    }

    private static NumericTable ReadParquet(string path, string file)
    {
        try
        {
            using var input = File.OpenRead(file);
            return ParquetTable.Read(path, input);
        }
        catch (ParquetException error)
        {
            throw new TableException($"{file} cannot be read: {error.Message}");
        }
    }

    private static bool IsParquet(string file) =>
        ParquetEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string? Existing(string file) => File.Exists(file) ? file : null;
}
