using MarsDisk.History.Columns;
using MarsDisk.History.Reading;
using MarsDisk.History.Schemas;
using MarsDisk.Parquet;

namespace MarsDisk.History.Tests;

public sealed class ChunkEncoderTests
{
    private static readonly HistoryOptions Everything = new()
    {
        Bins = 5,
        Steps = 60,
        StepDiagnostics = true,
        EnergyBookkeeping = true,
        ExtendedDiagnostics = true,
        EvolveMinSize = true,
    };

    [Fact]
    public void Every_cell_of_every_table_is_read_back_bit_by_bit()
    {
        using var run = new SampleRun(Everything);

        foreach (var table in run.Schemas.Tables.Where(table => table != run.Schemas.Psd))
            AssertFacts(run, table, 20, 60, step => step < 60);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void A_stride_keeps_its_multiples_and_the_last_planned_step(int stride)
    {
        using var run = new SampleRun(Everything with { SeriesStride = stride, DiagnosticsStride = 2 * stride });

        AssertFacts(run, run.Schemas.Run, 20, 60, step => step % stride == 0 || step == 59);
        AssertFacts(run, run.Schemas.Diagnostics, 20, 60, step => step % (2 * stride) == 0 || step == 59);
        AssertFacts(run, run.Schemas.MassBudget, 20, 60, _ => true);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void Size_distributions_are_read_back_bit_by_bit(int stride, bool sizesCanMove)
    {
        using var run = new SampleRun(Everything with { PsdStride = stride, SizesCanMove = sizesCanMove });
        var steps = Enumerable.Range(10, 20).Where(step => step % stride == 0).ToArray();

        using var file = ParquetReader.Open(new MemoryStream(run.File(run.Schemas.Psd!, 10, 30)));

        Assert.Equal(steps.Length * 5, file.Rows);
        Assert.Equal(Expand(steps, (step, _) => step + 1), Doubles(file, "time"));
        Assert.Equal(Expand(steps, (step, bin) => SampleRun.BinNumber(3, sizesCanMove ? step : 0, bin)), Doubles(file, "s_bin_center"));
        Assert.Equal(Expand(steps, (step, bin) => SampleRun.BinNumber(0, step, bin)), Doubles(file, "N_bin"));
        Assert.Equal(Expand(steps, (step, bin) => SampleRun.BinNumber(1, step, bin)), Doubles(file, "Sigma_bin"));
        Assert.Equal(Expand(steps, (step, bin) => SampleRun.BinNumber(2, step, bin)), Doubles(file, "f_mass"));
        Assert.Equal(Expand(steps, (step, _) => step / 3.0), Doubles(file, "Sigma_surf"));

        var bins = new long[file.Rows];
        file.Read(0, file.Schema.IndexOf("bin_index"), bins);
        Assert.Equal(Expand(steps, (_, bin) => bin), bins.Select(bin => (double)bin));
    }

    [Fact]
    public void A_used_buffer_gives_the_same_bytes_as_a_fresh_one()
    {
        using var run = new SampleRun(Everything with { SeriesStride = 3 });
        using var used = run.Buffer(0, 25);
        run.Fill(used, 25, 40);

        foreach (var table in run.Schemas.Tables)
            Assert.Equal(run.File(table, 25, 40), run.File(table, used));
    }

    [Fact]
    public void A_table_whose_stride_leaves_no_step_has_no_rows()
    {
        using var run = new SampleRun(Everything with { SeriesStride = 50 });
        using var buffer = run.Buffer(10, 20);

        Assert.Equal(0, run.Encoder.Rows(run.Schemas.Run, buffer));
        Assert.Equal(10, run.Encoder.Rows(run.Schemas.Diagnostics, buffer));
        Assert.Equal(50, run.Encoder.Rows(run.Schemas.Psd!, buffer));
    }

    // P15 of performance.md §1.
    [Fact]
    public void A_warm_encoder_allocates_at_most_512_bytes_for_each_column_of_all_tables()
    {
        using var run = new SampleRun(Everything);
        using var buffer = run.Buffer(0, 40);
        var columns = run.Schemas.Tables.Sum(table => table.Columns.Count);
        WriteAll(run, buffer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        WriteAll(run, buffer);
        var perColumn = (GC.GetAllocatedBytesForCurrentThread() - before) / columns;

        Assert.InRange(perColumn, 1, 512);
    }

    private static void WriteAll(SampleRun run, ChunkBuffer buffer)
    {
        foreach (var table in run.Schemas.Tables)
            run.Encoder.Write(table, buffer, Stream.Null);
    }

    private static void AssertFacts(SampleRun run, TableSchema table, long first, long end, Func<long, bool> keeps)
    {
        var steps = Enumerable.Range((int)first, (int)(end - first)).Where(step => keeps(step)).ToArray();
        using var file = ParquetReader.Open(new MemoryStream(run.File(table, first, end)));

        Assert.Equal(table.Columns.Select(column => column.Name), file.Schema.Columns.Select(column => column.Name), StringComparer.Ordinal);
        for (var position = 0; position < table.Columns.Count; position++)
        {
            var column = table.Columns[position];
            var cells = new ColumnCells(file, 0, position);
            for (var row = 0; row < steps.Length; row++)
                Assert.Equal(Expected(run.Schemas, column, steps[row]), Actual(cells, row));
        }
    }

    // A cell as text that shows every bit; empty if missing.
    private static string Expected(HistorySchemas schemas, ColumnDefinition column, long step)
    {
        if (column.Fact is not { } fact || fact == StepFact.MuOrbit10Pct)
            return "";

        var definition = schemas[fact];
        return (column.Kind, definition.IsConstant) switch
        {
            (ColumnKind.Double, true) => Bits((int)fact / 7.0),
            (ColumnKind.Double, false) => Bits(SampleRun.Number(fact, step)),
            (ColumnKind.Integer, _) => $"{step * 3}",
            (ColumnKind.Boolean, _) => SampleRun.Flag(fact, step) switch { 0 => "no", 1 => "yes", _ => "" },
            (_, true) => definition.Words[^1],
            _ => SampleRun.Word(definition, step) is var word && word == Missing.Text ? "" : definition.Words[word],
        };
    }

    private static string Actual(ColumnCells cells, int row) => cells.IsMissing(row) ? "" : cells.Type switch
    {
        ParquetType.Double => Bits(cells.Number(row)),
        ParquetType.Int64 => $"{cells.Integer(row)}",
        ParquetType.Boolean => cells.Boolean(row) ? "yes" : "no",
        _ => cells.Text(row),
    };

    private static string Bits(double value) => Missing.Is(value) ? "" : $"{BitConverter.DoubleToInt64Bits(value):X16}";

    private static IEnumerable<double> Expand(int[] steps, Func<int, int, double> value) =>
        steps.SelectMany(step => Enumerable.Range(0, 5).Select(bin => value(step, bin)));

    private static double[] Doubles(ParquetReader file, string column)
    {
        var values = new double[file.Rows];
        file.Read(0, file.Schema.IndexOf(column), values);

        return values;
    }
}
