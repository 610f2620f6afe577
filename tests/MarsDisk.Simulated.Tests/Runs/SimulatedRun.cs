using MarsDisk.Hosting.Running;
using MarsDisk.Simulated.Disks;
using MarsDisk.History.Columns;
using MarsDisk.History.Chunks;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Acting;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Simulated.Runs;

/// <summary>A small run of the real physics, and what the plain loop makes of it: the truth of every seed.</summary>
internal sealed class SimulatedRun
{
    /// <summary>Plans the run and computes it once in one thread, without any actor.</summary>
    /// <param name="id">Name of the run.</param>
    /// <param name="prepared">The run.</param>
    /// <param name="writesParquet">Encodes tables as the product does, not by the cheap stand-in.</param>
    /// <param name="merges">Joins the chunks at the end.</param>
    /// <param name="inputs">What a scenario sends to it; null for a run without one.</param>
    public SimulatedRun(string id, PreparedRun prepared, bool writesParquet, bool merges, IReadOnlyList<RunInput>? inputs = null)
    {
        Inputs = inputs;
        Merges = merges;
        Id = new RunId(id);
        Prepared = prepared;
        WritesParquet = writesParquet;
        Files = PlainFiles();
    }

    public RunId Id { get; }

    public PreparedRun Prepared { get; }

    public bool WritesParquet { get; }

    /// <summary>What a scenario sends to it; null for a run without one.</summary>
    public IReadOnlyList<RunInput>? Inputs { get; }

    public long Steps => Prepared.Plan.Time.Steps;

    /// <summary>Whether chunks are joined at the end and deleted, by the stand-in.</summary>
    public bool Merges { get; }

    /// <summary>Every file that the run may ever commit, by its name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>The files of one chunk, for whoever publishes it.</summary>
    public ChunkSource SourceOf(ChunkBuffer buffer, ResumeState state, FlushCause cause, ChunkEncoder? encoder) => encoder is null
        ? StandInTables.SourceOf(this, buffer, state, cause)
        : ChunkSource.Of(
            buffer, encoder, !Prepared.IsStreaming, new TimeRange(Prepared.Plan.Time.Step * buffer.FirstStep, state.Run.Time),
            state.WriteTo, state.Run.NextInputOrdinal, cause.ToString());

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Id}: {Steps} steps in chunks of {Prepared.Policy.Capacity}, {Prepared.Schemas.Options.Bins} bins{(Prepared.IsStreaming ? "" : ", streaming off")}{(Merges ? ", merged at the end" : "")}{(WritesParquet ? ", Parquet" : "")}{(Inputs is null ? "" : $", {Inputs.Count} inputs")}";

    private Dictionary<string, byte[]> PlainFiles()
    {
        using var disk = new SimulatedDisk();
        var directory = new RunDirectory($"/{Id}", Id, disk);
        var lease = new FileLeases(_ => directory).TryTake(Id)!;
        directory.Begin(lease, _ => { });
        var publisher = new ChunkPublisher(directory, lease);
        using var encoder = WritesParquet ? Prepared.NewEncoder() : null;
        var snapshots = new SnapshotPublisher(directory, lease);
        using var loop = new PlainLoop(Prepared.Plan, Prepared.Policy, isFed: Inputs is not null);
        var names = new List<string>();
        foreach (var input in Inputs ?? [])
            loop.Integrator.Receive(input);
        Run((buffer, seal) =>
        {
            var published = publisher.Publish(SourceOf(buffer, new ResumeState(seal.State, seal.Aggregates!), seal.Cause, encoder));
            names.AddRange(published.Chunk!.Tables.Select(table => table.Name));
            names.Add(published.Chunk.State.Name);
        });

        // What one thread does about a pause is to go on.
        void Run(Action<ChunkBuffer, SealedChunk> sink)
        {
            do
            {
                loop.Run(sink);
                foreach (var snapshot in loop.Integrator.TakeEffects().OfType<InputEffect.StoreSnapshot>())
                    names.Add(snapshots.Publish(snapshot.Label!, snapshot.Step, snapshot.State.WriteTo).Snapshot!.File.Name);
                loop.Integrator.ReleasePause();
            }
            while (!loop.Integrator.HasEnded);
        }

        if (!Prepared.IsStreaming)
            names.AddRange(PlainHistories.Publish(this, directory, lease));
        var files = names.Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => Read(disk, directory.PathOf(name)), StringComparer.Ordinal);
        foreach (var table in Merges ? names.Where(name => name.Contains("_chunk_", StringComparison.Ordinal)).GroupBy(TableOf, StringComparer.Ordinal).ToList() : [])
            files[MergedName(table.Key)] = [.. table.Order(StringComparer.Ordinal).SelectMany(name => files[name])];
        return files;
    }

    /// <summary>Name of the file that stands for all chunks of a table.</summary>
    public static string MergedName(string table) => $"series/{ChunkNames.Whole(table)}";

    private static string TableOf(string name) => new TableFile(name, 0, 0, default).Table;

    private static byte[] Read(SimulatedDisk disk, string path)
    {
        using var file = disk.OpenRead(path);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
