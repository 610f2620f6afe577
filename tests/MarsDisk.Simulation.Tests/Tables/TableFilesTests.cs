using MarsDisk.Parquet;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Simulation.Tests.Tables;

/// <summary>A table may lie beside itself as CSV and as Parquet (runner §1.1).</summary>
public sealed class TableFilesTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("marsdisk-tables-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    public void A_table_that_exists_in_one_form_is_found_under_both_names(string named)
    {
        WriteParquet("t.parquet", 2.5);
        WriteCsv("u.csv", 1.5);

        Assert.Equal(2.5, Tables.Read(named)["value"][1]);
        Assert.Equal(1.5, Tables.Read("u" + Path.GetExtension(named))["value"][1]);
    }

    [Theory]
    [InlineData(0, 2.5)]
    [InlineData(1, 2.5)]
    [InlineData(-1, 1.5)]
    public void Of_both_forms_the_parquet_file_is_read_unless_it_is_older(int hoursNewer, double expected)
    {
        WriteCsv("t.csv", 1.5);
        WriteParquet("t.parquet", 2.5);
        File.SetLastWriteTimeUtc(PathOf("t.csv"), Noon);
        File.SetLastWriteTimeUtc(PathOf("t.parquet"), Noon.AddHours(hoursNewer));

        Assert.Equal(expected, Tables.Read("t.csv")["value"][1]);
    }

    [Fact]
    public void A_table_in_no_form_is_refused_by_its_configured_name()
    {
        Assert.Null(Tables.Find("absent.csv"));
        Assert.Contains("absent.csv", Assert.Throws<TableException>(() => Tables.Read("absent.csv")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integers_become_numbers_words_are_passed_over_and_a_missing_number_is_refused()
    {
        WriteParquet("whole.parquet", 4.5);
        WriteParquet("hole.parquet", Missing.Double);

        var table = Tables.Read("whole.parquet");

        Assert.Equal(["row", "value"], table.Names);
        Assert.Equal([7.0, 8.0], table["row"]);
        Assert.Contains("row 1", Assert.Throws<TableException>(() => Tables.Read("hole.parquet")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_only_claims_to_be_parquet_is_refused_by_name()
    {
        File.WriteAllText(PathOf("t.parquet"), "s,T_M,Q_pr, this is not Parquet");

        var error = Assert.Throws<TableException>(() => Tables.Read("t.csv"));

        Assert.Contains("t.parquet", error.Message, StringComparison.Ordinal);
    }

    private TableFiles Tables => new(_folder.FullName);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void WriteCsv(string name, double second) =>
        File.WriteAllText(PathOf(name), FormattableString.Invariant($"row,value\n7,0.5\n8,{second}\n"));

    private void WriteParquet(string name, double second)
    {
        var schema = new ParquetSchema(
            [new("row", ParquetType.Int64), new("value", ParquetType.Double), new("note", ParquetType.Text)]);
        using var file = File.Create(PathOf(name));
        using var writer = new ParquetWriter(file, schema);
        writer.BeginRowGroup(2);
        writer.Write(ColumnValues.Integers([7, 8]));
        writer.Write(ColumnValues.Doubles([0.5, second]));
        writer.Write(ColumnValues.Constant("a word", 2));
        writer.EndRowGroup();
        writer.Finish();
    }
}
