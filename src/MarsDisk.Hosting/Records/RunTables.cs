using MarsDisk.History.Reading;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Hosting.Records;

/// <summary>Opens a table of a run directory as the journal knows it: files that no event names do not exist.</summary>
public static class RunTables
{
    /// <summary>Opens a Parquet file, or all committed files of a table as one.</summary>
    /// <param name="path">File or run directory.</param>
    /// <param name="table">Table of the run.</param>
    /// <exception cref="FileNotFoundException">There is no such table.</exception>
    public static TableReader Open(string path, string table)
    {
        var journal = new RunDirectory(path, new RunId("")).JournalPath;
        if (!Directory.Exists(path) || !File.Exists(journal))
            return TableReader.Open(path, table);

        var ledger = JournalFile.Read(journal).ToLedger();
        if (ledger is { Chunks: 0, Outcome.IsCompleted: true })
            return TableReader.Open(path, table);         // the run ended before its first row: one empty file a table

        var files = ledger.TableFiles()
            .Where(file => file.Table == table)
            .Select(file => Path.Combine(path, file.Name))
            .ToList();
        return files.Count > 0
            ? new TableReader(files)
            : throw new FileNotFoundException($"no step of the table {table} is committed yet.");
    }
}
