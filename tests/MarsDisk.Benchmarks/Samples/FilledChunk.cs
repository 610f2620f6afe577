using MarsDisk.Benchmarks.Measuring;
using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Hosting.Running;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>A chunk as the product fills it: the first steps of a run by its own kernel.</summary>
internal sealed class FilledChunk : IDisposable
{
    /// <summary>Computes so many steps into one buffer.</summary>
    public FilledChunk(BaseRun run, int steps)
    {
        Prepared = run.Prepare(BaseRun.Length(steps), "io.streaming.step_flush_interval=0");
        Buffer = new ChunkBuffer(Prepared.Schemas, Prepared.Policy.Capacity);
        Encoder = Prepared.NewEncoder();
        var integrator = new Integrator(Prepared.Plan, Prepared.InitialState().Run, Prepared.Policy);
        integrator.Begin(Buffer);
        var begun = CpuClock.ThreadSeconds();
        Seal = integrator.Fill(steps + 1).Seal ?? throw new InvalidOperationException("The chunk did not fill.");
        SecondsPerStep = (CpuClock.ThreadSeconds() - begun) / Buffer.Rows;
    }

    /// <summary>The run.</summary>
    public PreparedRun Prepared { get; }

    /// <summary>Processor time that a step took, s.</summary>
    public double SecondsPerStep { get; }

    /// <summary>The rows.</summary>
    public ChunkBuffer Buffer { get; }

    /// <summary>The product's encoder.</summary>
    public ChunkEncoder Encoder { get; }

    /// <summary>The state behind the last row.</summary>
    public SealedChunk Seal { get; }

    /// <summary>Bytes of the cells of a table: eight for a number, one for a flag or the index of a word.</summary>
    public long RawBytes(TableSchema table) =>
        Encoder.Rows(table, Buffer) * table.Columns.Sum(column => column.Kind is ColumnKind.Double or ColumnKind.Integer ? 8 : 1);

    /// <inheritdoc/>
    public void Dispose()
    {
        Buffer.Dispose();
        Encoder.Dispose();
    }
}
