using MarsDisk.History.Export;
using MarsDisk.History.Reading;

namespace MarsDisk.Hosting.Sweeps.Results;

/// <summary>
/// The collected table of a sweep, <c>table.parquet</c> and <c>table.csv</c>: one row for each run in the order of the
/// plan. It follows from the journals and summaries of the runs and has the same bytes whoever writes it, whenever.
/// </summary>
public static class SweepTable
{
    /// <summary>Name of the Parquet form.</summary>
    public const string ParquetName = "table.parquet";

    /// <summary>Name of the text form.</summary>
    public const string CsvName = "table.csv";

    /// <summary>Writes both forms.</summary>
    /// <param name="directory">The sweep.</param>
    /// <param name="manifest">Its runs.</param>
    /// <param name="reports">What is known of them; unfinished ones say so in the column <c>state</c>.</param>
    /// <param name="clock">Time while another process publishes.</param>
    /// <returns>Members of <c>summary.json</c> that are asked for and that no finished run has.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static async Task<IReadOnlyList<string>> PublishAsync(
        SweepDirectory directory, SweepManifest manifest, IReadOnlyList<SweepRunReport> reports, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var rows = SweepRows.Read(directory, manifest, reports);
        var bytes = SweepParquet.Encode(manifest, rows);
        await directory.PublishAsync(ParquetName, output => output.Write(bytes), clock);
        await directory.PublishAsync(CsvName, output => WriteCsv(directory, output), clock);
        return rows.NeverFound;
    }

    /// <summary>Whether both forms are there and say what the journals and summaries say now.</summary>
    /// <param name="directory">The sweep.</param>
    /// <param name="manifest">Its runs.</param>
    /// <param name="reports">What is known of them.</param>
    public static bool IsCurrent(SweepDirectory directory, SweepManifest manifest, IReadOnlyList<SweepRunReport> reports)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var path = directory.PathOf(ParquetName);
        return File.Exists(path) && File.Exists(directory.PathOf(CsvName))
            && File.ReadAllBytes(path).AsSpan().SequenceEqual(SweepParquet.Encode(manifest, SweepRows.Read(directory, manifest, reports)));
    }

    private static void WriteCsv(SweepDirectory directory, Stream output)
    {
        using var reader = TableReader.Open(directory.PathOf(ParquetName), "");
        CsvTable.Write(reader, output);
    }
}
