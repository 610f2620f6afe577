using MarsDisk.Hosting.Records;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal;
using MarsDisk.Simulation.Results;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Hosting.Derived;

/// <summary>A run at its end, as the documents see it.</summary>
internal sealed record FinishedRun(PreparedRun Prepared, RunDirectory Directory, RunLedger Ledger, RunState State)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Found together: every pass over the series opens all chunks.
    private readonly Dictionary<string, double> _medians = new(StringComparer.Ordinal);

    /// <summary>When the first attempt began, to the second: the time of every document.</summary>
    public DateTimeOffset Begun => Ledger.Attempts[0].Owner.WallTime is var time ? time - TimeSpan.FromTicks(time.Ticks % Second.Ticks) : default;

    /// <summary>Names of the committed files of a table, relative to the run directory.</summary>
    public IEnumerable<string> FilesOf(string table) =>
        Ledger.TableFiles().Where(file => file.Table == table).Select(file => file.Name);

    /// <summary>Exact median of a column of the main series; not a number when there is none.</summary>
    public double Median(string column)
    {
        if (Ledger.Chunks == 0)
            return double.NaN;

        if (!_medians.ContainsKey(column))
            FindMedians([.. SummaryJson.MedianColumns(Prepared.Plan, State).Append(column).Distinct(StringComparer.Ordinal)]);
        return _medians[column];
    }

    private void FindMedians(IReadOnlyList<string> columns)
    {
        using var series = RunTables.Open(Directory.Root, History.Schemas.TableNames.Run);
        foreach (var (column, statistics) in columns.Zip(series.Statistics(columns)))
            _medians[column] = statistics.Median;
    }
}
