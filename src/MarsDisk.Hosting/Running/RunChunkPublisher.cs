using MarsDisk.Actors.Pipeline;
using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.States.Histories;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Hosting.Running;

/// <summary>Encodes the chunks of one run and publishes them under its directory.</summary>
internal sealed class RunChunkPublisher(PreparedRun prepared, RunDirectory directory, ILease lease) : IChunkPublisher
{
    private const string DefaultLabel = "snapshot";

    private readonly ChunkEncoder _encoder = prepared.NewEncoder();
    private readonly ChunkPublisher _publisher = new(directory, lease);
    private readonly SnapshotPublisher _snapshots = new(directory, lease);
    private readonly HistoryPublisher _histories = new(directory, lease);

    public PublishResult Publish(ChunkBuffer buffer, ResumeState state, FlushCause cause, HashThread? hashing)
    {
        var time = new TimeRange(prepared.Plan.Time.Step * buffer.FirstStep, state.Run.Time);
        var chunk = ChunkSource.Of(
            buffer, _encoder, !prepared.IsStreaming, time, state.WriteTo, state.Run.NextInputOrdinal, cause.ToString());
        return _publisher.Publish(chunk, hashing);
    }

    public SnapshotResult PublishSnapshot(long step, string? label, RunState state) =>
        _snapshots.Publish(NameOf(label), step, state.WriteTo);

    public HistoryResult PublishHistory(ChunkBuffer buffer, HistoryMark mark, HashThread? hashing)
    {
        var state = new ResumeState(mark.State, mark.Aggregates!);
        return _histories.Publish(
            state.Run.Step, state.Run.Time, state.Run.NextInputOrdinal, body => RunHistory.Write(body, state, buffer, mark.Rows), hashing);
    }

    // The label becomes part of a file name.
    private static string NameOf(string? label) => string.IsNullOrEmpty(label)
        ? DefaultLabel
        : string.Concat(label.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'));
}
