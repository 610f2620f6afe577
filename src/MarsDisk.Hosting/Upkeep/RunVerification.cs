using MarsDisk.History.Reading;
using MarsDisk.Hosting.Derived;
using MarsDisk.Hosting.Running;
using MarsDisk.Parquet;
using MarsDisk.Storage.Recovery;

namespace MarsDisk.Hosting.Upkeep;

/// <summary>What was found in a run directory.</summary>
/// <param name="Files">Files that were read and compared with the journal.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="DerivedFiles">Files that were derived again; 0 when that was not asked for, or the run has not ended.</param>
/// <param name="Troubles">What is missing or different, one sentence each; empty: everything is as it was committed.</param>
/// <param name="Remarks">What is no fault.</param>
public sealed record VerificationReport(
    int Files, long Bytes, int DerivedFiles, IReadOnlyList<string> Troubles, IReadOnlyList<string> Remarks);

/// <summary>
/// Compares a run directory with its journal: every file is read and hashed. Deep, every page of every table is decoded and
/// what follows from the run is derived again and compared. Changes nothing, also while the run goes on.
/// </summary>
public static class RunVerification
{
    /// <summary>Verifies a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isDeep">Whether pages are decoded and files derived again.</param>
    /// <exception cref="StoredRunException">Deep, and this program computes otherwise or a table that the run reads has changed.</exception>
    public static VerificationReport Of(StoredRun run, bool isDeep)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (troubles, remarks) = (new List<string>(), new List<string>());
        var (files, bytes) = (0, 0L);
        foreach (var file in CommittedFiles.OfTables(run.Ledger).Concat(CommittedFiles.OfStates(run.Ledger)))
            Check(file);
        foreach (var history in CommittedFiles.OfHistory(run.Ledger))
        {
            if (File.Exists(run.Directory.PathOf(history.Name)) || run.Directory.ReadLedger().History == run.Ledger.History)
                Check(history);                    // else a newer one has taken its place meanwhile
        }
        foreach (var snapshot in CommittedFiles.OfSnapshots(run.Ledger))
        {
            if (File.Exists(run.Directory.PathOf(snapshot.Name)))
                Check(snapshot);
            else
                remarks.Add($"{snapshot.Name} was pruned.");
        }

        var derived = 0;
        if (isDeep && troubles.Count == 0)
        {
            Decode(run, troubles);
            derived = Derive(run, troubles, remarks);
        }

        return new VerificationReport(files, bytes, derived, troubles, remarks);

        void Check(CommittedFile file)
        {
            (files, bytes) = (files + 1, bytes + file.Bytes);
            if (CommittedFiles.Trouble(run.Directory, file, reads: true) is { } trouble)
                troubles.Add(trouble);
        }
    }

    private static void Decode(StoredRun run, List<string> troubles)
    {
        foreach (var table in run.Ledger.TableFiles().GroupBy(file => file.Table, StringComparer.Ordinal))
        {
            try
            {
                using var reader = new TableReader([.. table.Select(file => run.Directory.PathOf(file.Name))]);
                _ = SeriesHash.Of([(table.Key, reader)]);
                var expected = table.Sum(file => file.Rows);
                if (reader.Rows != expected)
                    troubles.Add(FormattableString.Invariant($"the table {table.Key} has {reader.Rows} rows, but {expected} were committed."));
            }
            catch (Exception error) when (error is ParquetException or InvalidDataException)
            {
                troubles.Add($"the table {table.Key} cannot be read: {error.Message}");
            }
        }
    }

    private static int Derive(StoredRun run, List<string> troubles, List<string> remarks)
    {
        if (run.Ledger.Outcome is not { IsCompleted: true } || troubles.Count > 0)
        {
            remarks.Add("files that follow from the end of the run were not compared: it has not come to its end, or is damaged.");
            return 0;
        }

        var trial = Trial(run, run.Prepare());
        troubles.AddRange(trial.Troubles);
        return trial.Files;
    }

    /// <summary>Derives every file of a completed run and compares it with what is there.</summary>
    internal static TrialPlace Trial(StoredRun run, PreparedRun prepared)
    {
        var trial = new TrialPlace(run.Directory);
        new DerivedFiles(prepared, run.Directory, trial).WriteMissing(run.Ledger);
        return trial;
    }
}
