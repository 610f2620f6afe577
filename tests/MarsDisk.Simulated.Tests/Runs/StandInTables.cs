using System.Runtime.InteropServices;
using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Simulated.Runs;

/// <summary>
/// Two table files a chunk in place of Parquet: a digest of every column, and the size distribution bit by bit. They
/// differ when any bit of any row differs, and cost a hundredth.
/// </summary>
internal static class StandInTables
{
    public const string Digests = "run";
    public const string Sizes = "psd_hist";

    public static ChunkSource SourceOf(SimulatedRun run, ChunkBuffer buffer, ResumeState state, FlushCause cause)
    {
        TableSource Table(string name, Action<Stream> write) => new(
            run.Prepared.IsStreaming ? ChunkNames.Chunk(name, buffer.FirstStep, buffer.EndStep) : ChunkNames.Whole(name), buffer.Rows, write);

        return new ChunkSource(
            new StepRange(buffer.FirstStep, buffer.EndStep),
            new TimeRange(run.Prepared.Plan.Time.Step * buffer.FirstStep, state.Run.Time),
            [Table(Digests, output => WriteDigests(buffer, output)), Table(Sizes, output => WriteSizes(buffer, output))],
            state.WriteTo, state.Run.NextInputOrdinal, cause.ToString());
    }

    private static void WriteDigests(ChunkBuffer buffer, Stream output)
    {
        var facts = buffer.Facts;
        var digests = new List<ulong> { (ulong)buffer.FirstStep, (ulong)buffer.EndStep };
        foreach (var fact in buffer.Schemas.Facts)
        {
            var bytes = fact switch
            {
                { IsConstant: true } => [],
                { Kind: ColumnKind.Double } => MemoryMarshal.AsBytes(facts.Doubles(fact.Fact)[..buffer.Rows]),
                { Kind: ColumnKind.Integer } => MemoryMarshal.AsBytes(facts.Integers(fact.Fact)[..buffer.Rows]),
                _ => facts.Flags(fact.Fact)[..buffer.Rows],
            };
            digests.Add(Digest(bytes));
        }
        output.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(digests)));
    }

    private static void WriteSizes(ChunkBuffer buffer, Stream output)
    {
        if (buffer.Psd is not { } psd)
            return;
        for (var row = 0; row < psd.Rows; row++)
            output.Write(MemoryMarshal.AsBytes(psd.Numbers(row)));
    }

    private static ulong Digest(ReadOnlySpan<byte> bytes)
    {
        const ulong prime = 0x9E3779B97F4A7C15;
        var digest = prime;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            digest = ulong.RotateLeft((digest ^ word) * prime, 29);
        foreach (var tail in bytes[(words.Length * sizeof(ulong))..])
            digest = ulong.RotateLeft((digest ^ tail) * prime, 29);
        return digest;
    }
}
