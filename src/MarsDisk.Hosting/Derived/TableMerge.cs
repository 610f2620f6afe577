using MarsDisk.History.Chunks;
using MarsDisk.History.Schemas;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Hosting.Derived;

/// <summary>Joins the chunks of each table into one file when <c>io.streaming.merge_at_end</c> asks for it.</summary>
internal sealed class TableMerge(PreparedRun prepared, RunDirectory directory, ILease lease)
{
    /// <summary>Whether the tables of this run are to be joined.</summary>
    public bool IsWanted => prepared.IsStreaming && prepared.Streaming.MergeAtEnd;

    /// <summary>Writes the merged files that are missing.</summary>
    /// <returns>Events to persist before chunks may be deleted; empty when the chunks stay.</returns>
    public IReadOnlyList<ChunksMerged> Write(RunLedger ledger)
    {
        if (!IsWanted)
            return [];

        var merged = new List<ChunksMerged>();
        using var encoder = prepared.NewEncoder();
        foreach (var table in prepared.Schemas.Tables.Where(table => !ledger.Merged.ContainsKey(table.Name)))
        {
            var chunks = ChunksOf(ledger, table).ToList();
            var name = $"{ChunkNames.Folder}/{ChunkNames.Whole(table.Name)}";
            if (chunks.Count == 0 || (!prepared.Streaming.CleanupChunks && directory.Disk.LengthOf(directory.PathOf(name)) is not null))
                continue;

            var steps = new StepRange(0, ledger.EndStep);
            var published = Join(table, chunks, name, steps, encoder);
            merged.Add(new ChunksMerged(table.Name, steps, new TableFile(name, published.Bytes, chunks.Sum(chunk => chunk.Rows), published.Sha256)));
        }

        return prepared.Streaming.CleanupChunks ? merged : [];
    }

    /// <summary>Writes one file for each table beside its chunks, which stay.</summary>
    /// <returns>Names of the files.</returns>
    public IReadOnlyList<string> WriteBeside(RunLedger ledger)
    {
        var names = new List<string>();
        using var encoder = prepared.NewEncoder();
        foreach (var table in prepared.Schemas.Tables.Where(table => !ledger.Merged.ContainsKey(table.Name)))
        {
            var chunks = ChunksOf(ledger, table).ToList();
            var name = $"{ChunkNames.Folder}/{ChunkNames.Whole(table.Name)}";
            if (chunks.Count == 0 || chunks.Exists(chunk => chunk.Name == name))
                continue;                            // no row, or streaming was off
            Join(table, chunks, name, new StepRange(0, ledger.EndStep), encoder);
            names.Add(name);
        }

        return names;
    }

    private PublishedFile Join(TableSchema table, IReadOnlyList<TableFile> chunks, string name, StepRange steps, ChunkEncoder encoder) =>
        DerivedFile.Publish(directory, lease, name, output => TableMerger.Merge(
            [.. chunks.Select(chunk => directory.PathOf(chunk.Name))], output, encoder.Metadata(table, steps.First, steps.End)));

    /// <summary>Deletes the chunks that a merged file stands for.</summary>
    public void DeleteMergedChunks(RunLedger ledger)
    {
        foreach (var table in prepared.Schemas.Tables.Where(table => ledger.Merged.ContainsKey(table.Name)))
        {
            foreach (var chunk in ChunksOf(ledger, table))
                directory.Delete(lease, chunk.Name);
        }
    }

    private static IEnumerable<TableFile> ChunksOf(RunLedger ledger, TableSchema table) =>
        ledger.Committed.SelectMany(chunk => chunk.Tables).Where(file => file.Table == table.Name);
}
