using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.History.Columns;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Scenarios.Transcribing;

/// <summary>Messages between actors in words; null for those of the runtime.</summary>
/// <param name="names">Names of actors and runs.</param>
internal sealed class MessageText(ActorNames names)
{
    private readonly Dictionary<ChunkBuffer, int> _buffers = new(ReferenceEqualityComparer.Instance);

    public string? Of(object message) => message switch
    {
        Terminated ended => $"Terminated {names.Of(ended.ActorRef)}",
        _ when message.GetType().Namespace!.StartsWith("MarsDisk.Runtime", StringComparison.Ordinal) => null,
        Pull or FeedChunk or FeedClosed or FeedFailed or FeedSeek or FeedSeekResult or FeedRelease => OfFeed(message),
        Grant or Emit or ParserPositioned or Halt or ScenarioParsed or ScenarioFailed => OfParse(message),
        SendInputs or InputArrived or InputsConsumed or InputsCommitted or ExpectationSettled or RunLogged => OfInputs(message),
        BufferGranted or StepBatch or FlushChunk or ChunkPublished or ChunkRefused or BatchesEnded or OpenLane or EndReached => OfPipeline(message),
        StartRun start => $"StartRun {names.OfRun(start.Setup.Run.Value)}",
        RunEnded ended => $"RunEnded {Of(ended.Outcome)}",
        HoldClock hold => $"HoldClock {hold.Reason}",
        ReleaseClock release => $"ReleaseClock {release.Reason}",
        ClockHeld held => Text($"ClockHeld {held.Reason} at step {held.Step}"),
        EndAt end => Text($"EndAt step {end.Step}"),
        ScenarioPaused paused => paused.IsPaused ? "ScenarioPaused" : "ScenarioPaused no more",
        WriteSnapshot snapshot => Text($"WriteSnapshot {snapshot.Label} at step {snapshot.Step}"),
        SnapshotPublished snapshot => Text($"SnapshotPublished {snapshot.Event.Label} at step {snapshot.Event.Step}"),
        FaultAsked fault => Text($"FaultAsked #{fault.Ordinal} at step {fault.Step}: {fault.Fault.Kind} {fault.Fault.Stage}"),
        BreakStage broken => $"BreakStage {broken.Kind}",
        StopRun stop => $"StopRun: {stop.Why}",
        _ => message.GetType().Name,
    };

    private static string OfFeed(object message) => message switch
    {
        Pull { Demand.Action: DemandAction.Pause } hold => $"Pull nothing: {hold.Demand.Reason}",
        Pull pull => Text($"Pull up to {pull.WindowBytes} from {pull.FromOffset}"),
        FeedChunk chunk => Text($"FeedChunk {chunk.Offset}..{chunk.Offset + chunk.Bytes.Length}"),
        FeedClosed closed => Text($"FeedClosed at {closed.Length}"),
        FeedFailed failed => $"FeedFailed {failed.Error.Kind}",
        FeedSeek seek => Text($"FeedSeek {seek.Offset}"),
        FeedSeekResult found => Text($"FeedSeekResult {(found.Ok ? "at" : "not at")} {found.Offset}"),
        _ => Text($"FeedRelease through {((FeedRelease)message).ThroughOffset}"),
    };

    private static string OfParse(object message) => message switch
    {
        Grant grant => Text($"Grant {grant.Credits}, acknowledged below #{grant.AckedBefore}"),
        Emit { Payload: ScenarioStatement statement } emit => Text($"Emit #{emit.FirstOrdinal} {statement.GetType().Name}, line {statement.Span.StartLine}"),
        Emit { Payload: Diagnostic found } emit => Text($"Emit #{emit.FirstOrdinal} {found.Code}, line {found.At.StartLine}"),
        Emit emit => $"Emit {EventText.Ordinals(emit.FirstOrdinal, emit.Count)} rows of {((RowBatch)emit.Payload).Owner}",
        ParserPositioned at => Text($"ParserPositioned before #{at.NextOrdinal}"),
        Halt halt => Text($"Halt: #{halt.Found} came, #{halt.Expected} was due"),
        ScenarioParsed parsed => Text($"ScenarioParsed {parsed.Result.Value?.Units ?? 0} units"),
        _ => $"ScenarioFailed{(((ScenarioFailed)message).Resumable ? ", resumable" : "")}",
    };

    private static string OfInputs(object message) => message switch
    {
        SendInputs send => Text($"SendInputs from #{send.FromOrdinal}, session {send.Session}"),
        InputArrived arrived => $"InputArrived {InputText.Of(arrived.Input)}",
        InputsConsumed consumed => Text($"InputsConsumed below #{consumed.NextOrdinal}{(consumed.NeedsRow ? ", needs a row" : "")}"),
        InputsCommitted committed => Text($"InputsCommitted below #{committed.NextOrdinal}"),
        ExpectationSettled settled => $"ExpectationSettled {InputText.Of(settled.Found)}",
        _ => Text($"RunLogged {((RunLogged)message).Text}"),
    };

    private string OfPipeline(object message) => message switch
    {
        BufferGranted granted => Text($"BufferGranted {Number(granted.Buffer)}"),
        StepBatch batch => Text($"StepBatch {Number(batch.Buffer)} steps {batch.Buffer.FirstStep + batch.FirstRow}..{batch.Buffer.FirstStep + batch.EndRow}{(batch.Seal is { } seal ? $", sealed: {seal.Cause}" : "")}"),
        FlushChunk flush => Text($"FlushChunk {Number(flush.Buffer)} steps {flush.Buffer.FirstStep}..{flush.Buffer.EndStep} {flush.Cause}"),
        ChunkPublished published => $"ChunkPublished {Number(published.Buffer)} steps {EventText.Steps(published.Event.Steps)}",
        ChunkRefused refused => $"ChunkRefused {Number(refused.Buffer)}: {refused.Error.Kind}",
        BatchesEnded ended => Text($"BatchesEnded before step {ended.Step}"),
        OpenLane lane => Text($"OpenLane from step {lane.FirstStep}"),
        _ => Text($"EndReached at step {((EndReached)message).State.Step}"),
    };

    // Buffers have no names; they are counted as they are first met.
    private string Number(ChunkBuffer buffer)
    {
        if (!_buffers.TryGetValue(buffer, out var number))
            _buffers[buffer] = number = _buffers.Count + 1;
        return Text($"#{number}");
    }

    private static string Of(RunOutcomeReport outcome) => outcome switch
    {
        RunOutcomeReport.Completed => "Completed",
        RunOutcomeReport.Failed failed => Text($"Failed with {failed.ExitCode}: {failed.Reason}"),
        RunOutcomeReport.CannotGoOn stuck => Text($"CannotGoOn with {stuck.ExitCode}: {stuck.Reason}"),
        _ => outcome.GetType().Name,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
