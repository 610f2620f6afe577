using MarsDisk.History.Chunks;
using MarsDisk.History.Reading;
using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tests;

public sealed class TableReaderTests : IDisposable
{
    private static readonly HistoryOptions Options = new() { Bins = 5, Steps = 60 };

    private readonly TemporaryDirectory _directory = new();
    private readonly SampleRun _run = new(Options);

    [Fact]
    public void Chunks_of_a_run_directory_are_read_as_one_table()
    {
        _run.Publish(_run.Schemas.Run, _directory.Path, 0, 20, 37, 60);

        using var table = TableReader.Open(_directory.Path);

        Assert.Equal(60, table.Rows);
        Assert.Equal(3, table.Groups);
        Assert.Equal(Enumerable.Range(0, 60).Select(step => SampleRun.Number(StepFact.MOutDot, step)), Column(table, "M_out_dot"));
    }

    [Fact]
    public void Statistics_are_those_of_the_whole_column()
    {
        _run.Publish(_run.Schemas.Run, _directory.Path, 0, 20, 37, 60);
        using var table = TableReader.Open(_directory.Path);

        var statistics = table.Statistics("M_out_dot");

        Assert.Equal(ColumnStatistics.Of(Column(table, "M_out_dot")), statistics);
        Assert.InRange(statistics.Count, 40, 59);
    }

    [Fact]
    public void A_merged_file_is_the_concatenation_of_its_chunks_and_is_preferred_to_them()
    {
        var chunks = _run.Publish(_run.Schemas.Psd!, _directory.Path, 0, 20, 37, 60);
        using var before = TableReader.Open(_directory.Path, TableNames.Psd);
        var expected = Column(before, "N_bin");

        using (var merged = File.Create(Path.Combine(_directory.Path, ChunkNames.Folder, ChunkNames.Whole(TableNames.Psd))))
            TableMerger.Merge(chunks, merged, _run.Encoder.Metadata(_run.Schemas.Psd!, 0, 60));

        using var table = TableReader.Open(_directory.Path, TableNames.Psd);

        Assert.Single(table.Files);
        Assert.Equal(3, table.Groups);
        Assert.Equal(expected, Column(table, "N_bin"));
        Assert.Contains("\"steps\":[0,59]", table.KeyValues[2].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_that_overlap_are_refused()
    {
        _run.Publish(_run.Schemas.Run, _directory.Path, 0, 20);
        _run.Publish(_run.Schemas.Run, _directory.Path, 10, 30);

        Assert.Throws<InvalidDataException>(() => TableReader.Open(_directory.Path));
    }

    [Fact]
    public void Files_with_other_columns_are_refused()
    {
        var run = _run.Publish(_run.Schemas.Run, _directory.Path, 0, 20);
        var budget = _run.Publish(_run.Schemas.MassBudget, _directory.Path, 0, 20);

        Assert.Throws<InvalidDataException>(() => new TableReader([run[0], budget[0]]));
    }

    [Fact]
    public void A_directory_without_the_table_says_what_it_looked_for()
    {
        var error = Assert.Throws<FileNotFoundException>(() => TableReader.Open(_directory.Path, TableNames.Energy));

        Assert.Contains("energy.parquet", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _run.Dispose();
        _directory.Dispose();
    }

    private static double[] Column(TableReader table, string name)
    {
        var values = new List<double>();
        table.Scan(name, piece => values.AddRange(piece.ToArray()));

        return [.. values];
    }
}
