namespace MarsDisk.Simulation.Tables;

/// <summary>The table files that a configuration names, relative to one directory. Tables are read as CSV.</summary>
public sealed class TableFiles
{
    private readonly string _baseDirectory;

    /// <summary>Tables below a directory.</summary>
    /// <param name="baseDirectory">The directory that relative paths start from.</param>
    public TableFiles(string baseDirectory) => _baseDirectory = Path.GetFullPath(baseDirectory);

    /// <summary>The file behind a configured path, or null if there is none.</summary>
    public string? Find(string path)
    {
        var file = Path.GetFullPath(path, _baseDirectory);
        return File.Exists(file) ? file : null;
    }

    /// <summary>Reads the table behind a configured path.</summary>
    /// <exception cref="TableException">The file does not exist or is malformed.</exception>
    public NumericTable Read(string path)
    {
        var file = Find(path) ?? throw new TableException($"{path} does not exist.");
        if (!file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            throw new TableException($"{path} is not a CSV file; give the table as CSV.");

        using var text = new StreamReader(file);
        return NumericTable.ReadCsv(path, text);
    }
}
