using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Running;
using MarsDisk.History.Columns;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>A run without actors: one loop computes, one thread publishes, the journal is synced after each chunk.</summary>
internal sealed class PlainRun(PreparedRun prepared, RunDirectory directory, ILease lease)
{
    private readonly ChunkPublisher _publisher = new(directory, lease);
    private Task _publishing = Task.CompletedTask;

    /// <summary>Runs to the last commit.</summary>
    /// <returns>When that was.</returns>
    public static Committed Execute(PreparedRun prepared, RunDirectory directory)
    {
        using var lease = new FileLeases(_ => directory).TryTake(directory.Run) ?? throw new InvalidOperationException($"{directory.Root} is held.");
        directory.Begin(lease, static output => output.Write("{}"u8));
        return new PlainRun(prepared, directory, lease).Execute();
    }

    private Committed Execute()
    {
        using var journal = directory.OpenJournal(lease, PhysicsFingerprint.Value);
        using var encoder = prepared.NewEncoder();
        using var hashing = new HashThread("plain-hash");
        using var loop = new PlainLoop(prepared.Plan, prepared.Policy);
        journal.Append(new RunStarted(prepared.Identity.PlanHash, PhysicsFingerprint.Value, 1, prepared.Plan.Excitation.Seed));

        loop.Run((buffer, seal) =>
        {
            // The loop has two buffers: the one before this must be on disk before it is filled again.
            _publishing.Wait();
            _publishing = Task.Run(() => journal.Append(Publish(buffer, encoder, seal, hashing)));
        });
        _publishing.Wait();
        return Committed.Now();
    }

    private ChunkCommitted Publish(ChunkBuffer buffer, History.Chunks.ChunkEncoder encoder, SealedChunk seal, HashThread hashing)
    {
        var state = new ResumeState(seal.State, seal.Aggregates!);
        var time = new TimeRange(prepared.Plan.Time.Step * buffer.FirstStep, seal.State.Time);
        var chunk = ChunkSource.Of(
            buffer, encoder, !prepared.IsStreaming, time, state.WriteTo, seal.State.NextInputOrdinal, seal.Cause.ToString());
        var result = _publisher.Publish(chunk, hashing);
        return result.Chunk ?? throw new IOException(result.Error!.ToString());
    }
}
