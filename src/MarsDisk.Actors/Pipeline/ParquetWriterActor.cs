using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Pipeline;

/// <summary>
/// The node's writer: passes each sealed chunk to the writer loop of its run. Encoding, syncing and renaming happen on
/// the loops' own lines; the answer goes straight to the run.
/// </summary>
public sealed class ParquetWriterActor : ReceiveActor
{
    private const string ChannelFull = "The writer's channel is full: a buffer exists twice.";

    private readonly WriterLoop[] _loops;

    /// <summary>Starts the writer loops.</summary>
    /// <param name="loops">Writer loops, at least one.</param>
    /// <param name="capacity">Buffers of all runs together, and two lane messages, one snapshot and one history a run.</param>
    /// <param name="lines">Starts a line for each loop.</param>
    public ParquetWriterActor(int loops, int capacity, IWorkLines lines)
    {
        _loops = [.. Enumerable.Range(0, loops).Select(index => new WriterLoop(
            lines.Start($"parquet-writer-{index}", capacity), lines.StartHashing($"parquet-hash-{index}")))];

        Receive<OpenLane>(lane => Pass(lane.Run, lane));
        Receive<CloseLane>(lane => Pass(lane.Run, lane));
        Receive<FlushChunk>(Pass);
        Receive<WriteSnapshot>(Pass);
        Receive<WriteHistory>(Pass);
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        foreach (var loop in _loops)
            loop.Complete();
        base.PostStop();
    }

    private void Pass(RunId run, object work)
    {
        if (!LoopOf(run).TryWrite(work, Sender))
            throw new PipelineException(ChannelFull);
    }

    // Refused and not thrown: the run gets an answer for its buffer, and the other runs keep their writer.
    private void Pass(FlushChunk chunk)
    {
        if (!LoopOf(chunk.Run).TryWrite(chunk, Sender))
            Sender.Tell(new ChunkRefused(chunk.Buffer, new PublishError(PublishErrorKind.Other, ChannelFull)), Self);
    }

    private void Pass(WriteSnapshot snapshot)
    {
        if (!LoopOf(snapshot.Run).TryWrite(snapshot, Sender))
            Sender.Tell(new SnapshotRefused(snapshot.Step, new PublishError(PublishErrorKind.Other, ChannelFull)), Self);
    }

    private void Pass(WriteHistory history)
    {
        if (!LoopOf(history.Run).TryWrite(history, Sender))
            Sender.Tell(new HistoryRefused(history.Mark.State.Step, new PublishError(PublishErrorKind.Other, ChannelFull)), Self);
    }

    // Bound by name, not by load: two loops never hold work of the same run.
    private WriterLoop LoopOf(RunId run)
    {
        var hash = 0u;
        foreach (var letter in run.Value)
            hash = (hash * 31) + letter;
        return _loops[hash % (uint)_loops.Length];
    }
}
