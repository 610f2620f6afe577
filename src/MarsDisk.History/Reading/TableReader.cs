using System.Buffers;
using MarsDisk.History.Schemas;
using MarsDisk.Parquet;

namespace MarsDisk.History.Reading;

/// <summary>
/// The files of a table read as one, row group by row group and column by column. At most one file is open at a
/// time and nothing is kept, so that the length of the table does not matter.
/// </summary>
public sealed class TableReader : IDisposable
{
    // Sixteen megabytes: below it a column is read once, above it once for each pass of the statistics.
    private const long ValuesInMemoryMax = 1 << 21;

    private readonly List<Group> _groups = [];
    private string? _openPath;
    private FileStream? _stream;
    private ParquetReader? _open;

    /// <summary>Reads the files in this order.</summary>
    /// <exception cref="InvalidDataException">Two files have different columns.</exception>
    /// <exception cref="ParquetException">A file is damaged.</exception>
    public TableReader(IReadOnlyList<string> files)
    {
        ArgumentOutOfRangeException.ThrowIfZero(files.Count, nameof(files));

        Files = files;
        foreach (var file in files)
            Append(file);
    }

    /// <summary>The files in row order.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The columns of every file.</summary>
    public ParquetSchema Schema { get; private set; } = null!;

    /// <summary>The metadata of the first file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> KeyValues { get; private set; } = [];

    /// <summary>Number of rows of all files.</summary>
    public long Rows => _groups.Sum(group => group.Rows);

    /// <summary>Number of row groups of all files.</summary>
    public int Groups => _groups.Count;

    /// <summary>Reads a file, or a table of a run directory.</summary>
    public static TableReader Open(string path, string table = TableNames.Run) =>
        new(Directory.Exists(path) ? ChunkSet.Find(path, table) : [path]);

    /// <summary>Number of rows of a row group.</summary>
    public int RowsOf(int group) => checked((int)_groups[group].Rows);

    /// <summary>Position of a column. An unknown name throws.</summary>
    public int PositionOf(string column)
    {
        var position = Schema.IndexOf(column);

        return position >= 0 ? position : throw new ArgumentException($"{Files[0]} has no column {column}.", nameof(column));
    }

    /// <summary>The cells of a column in a row group.</summary>
    public ColumnCells Read(int group, int column)
    {
        var (file, rowGroup, _) = _groups[group];

        return new ColumnCells(OpenFile(file), rowGroup, column);
    }

    /// <summary>The cells of several columns in a row group, in the order asked for.</summary>
    public IReadOnlyList<ColumnCells> Read(int group, IEnumerable<int> columns) => [.. columns.Select(column => Read(group, column))];

    /// <summary>Hands all values of a column of numbers to the pass, row group by row group; missing ones are <see cref="Missing.Double"/>.</summary>
    public void Scan(string column, ColumnPass pass)
    {
        var position = PositionOf(column);
        var values = Array.Empty<double>();
        for (var group = 0; group < Groups; group++)
        {
            var rows = RowsOf(group);
            if (values.Length < rows)
                values = new double[rows];

            OpenFile(_groups[group].File).Read(_groups[group].RowGroup, position, values.AsSpan(0, rows));
            pass(values.AsSpan(0, rows));
        }
    }

    /// <summary>Exact minimum, median and maximum of a column of numbers.</summary>
    public ColumnStatistics Statistics(string column) => Statistics([column])[0];

    /// <summary>Exact minimum, median and maximum of several columns of numbers, in the order asked for.</summary>
    public IReadOnlyList<ColumnStatistics> Statistics(IReadOnlyList<string> columns)
    {
        if (Rows > ValuesInMemoryMax)
            return [.. columns.Select(column => ColumnStatistics.Of(pass => Scan(column, pass)))];

        // As many columns together as fit: every pass opens all files and reads what they say about their columns.
        var together = (int)(ValuesInMemoryMax / Math.Max(1, Rows));
        var values = ArrayPool<double>.Shared.Rent((int)Rows * Math.Min(together, columns.Count));
        try
        {
            return [.. columns.Chunk(together).SelectMany(some => Statistics(some, values))];
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private ColumnStatistics[] Statistics(string[] columns, double[] values)
    {
        var rows = (int)Rows;
        var positions = Array.ConvertAll(columns, PositionOf);
        var filled = 0;
        for (var group = 0; group < Groups; group++)
        {
            var reader = OpenFile(_groups[group].File);
            for (var column = 0; column < positions.Length; column++)
                reader.Read(_groups[group].RowGroup, positions[column], values.AsSpan(column * rows + filled, RowsOf(group)));
            filled += RowsOf(group);
        }

        var statistics = new ColumnStatistics[columns.Length];
        for (var column = 0; column < columns.Length; column++)
            statistics[column] = ColumnStatistics.OfScratch(values.AsSpan(column * rows, rows));
        return statistics;
    }

    private void Append(string file)
    {
        var reader = OpenFile(file);
        if (Schema is null)
            (Schema, KeyValues) = (reader.Schema, reader.KeyValues);
        if (!reader.Schema.Equals(Schema))
            throw new InvalidDataException($"{file} has other columns than {Files[0]}.");

        for (var rowGroup = 0; rowGroup < reader.RowGroups.Count; rowGroup++)
            _groups.Add(new Group(file, rowGroup, reader.RowGroups[rowGroup].Rows));
    }

    private ParquetReader OpenFile(string file)
    {
        if (_openPath == file)
            return _open!;

        Close();
        _stream = File.OpenRead(file);
        _open = ParquetReader.Open(_stream);
        _openPath = file;

        return _open;
    }

    private void Close()
    {
        _openPath = null;
        _open?.Dispose();
        _stream?.Dispose();
    }

    private sealed record Group(string File, int RowGroup, long Rows);
}
