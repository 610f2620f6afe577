using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Journal.Events;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>
/// Takes the units of one scenario, gives them their meaning, and hands them to the runs, which it starts one after the other in
/// the order of the source. Each unit takes effect once: what later units depend on is in the coordinator's journal, what one run
/// needs is in that run's state, and only then is it acknowledged.
/// </summary>
public sealed class ScenarioCoordinator : ReceivePersistentActor
{
    private sealed record Bound(BindResult Binding) : INoSerializationVerificationNeeded;
    private sealed record Broken(Exception Error) : INoSerializationVerificationNeeded;
    private sealed record Work : INoSerializationVerificationNeeded;

    private const int CreditsAtStart = 16;

    private readonly CoordinatorSetup _setup;
    private readonly OrdinalBook _ordinals = new();
    private readonly Queue<Emit> _inbox = new();
    private readonly List<UnitKept> _parts = [];
    private readonly ScenarioRuns _runs;
    private readonly BoundedDiagnostics _diagnostics = new();
    private IActorRef _parser = ActorRefs.Nobody;
    private StreamMeta _meta = new();
    private Emit? _current;
    private bool _isParsed;
    private bool _hasReported;
    private bool _isTableOpen;
    private int _owed;

    /// <summary>Reads its journal; the parser makes itself known.</summary>
    /// <param name="setup">What it is made from.</param>
    public ScenarioCoordinator(CoordinatorSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        // Names and tables of an earlier life come again from its journal.
        _setup = setup with { Work = setup.Work.Anew() };
        _runs = new ScenarioRuns(_setup, Self);
        foreach (var verdict in setup.Verdicts)
            _runs.Recall(verdict);
        Recover<UnitKept>(Recall);
        Recover<VerdictReached>(_runs.Recall);
        Recover<RunSettled>(_runs.Recall);
        Recover<RecoveryCompleted>(_ => Self.Tell(new Work(), Self));

        Command<Work>(_ => Go());
        Command<ParserPositioned>(Position);
        Command<Emit>(Take);
        Command<Bound>(bound => { Understand(_current!, bound.Binding); Go(); });
        Command<Broken>(broken => { Fail(new Diagnostic("scn.internal.exception", Severity.Error, broken.Error.Message, _current?.Span ?? default)); });
        Command<ScenarioParsed>(parsed => { Close(parsed); Go(); });
        Command<ScenarioFailed>(Close);
        FromRuns();
        Command<GetScenarioStatus>(_ => Sender.Tell(_runs.Status(_setup.ScenarioId, _ordinals.Next), Self));
    }

    /// <inheritdoc/>
    public override string PersistenceId => $"scenario-{_setup.ScenarioId}";

    private void FromRuns()
    {
        Command<SendInputs>(wanted => { _runs.Send(wanted, Sender); Go(); });
        Command<InputsConsumed>(consumed => { _runs.Consume(consumed); Release(); });
        Command<InputsCommitted>(committed => { _runs.Commit(committed); Release(always: true); });
        Command<ExpectationSettled>(_runs.Judge);
        Command<RunLogged>(_ => { });
        Command<ScenarioRuns.Opened>(opened => { Begin(opened); Go(); });
        Command<ScenarioRuns.Swept>(swept => { _diagnostics.AddRange(swept.Run.Diagnostics); _runs.Add(swept); Go(); });
        Command<ScenarioRuns.Compared>(compared => Settle(_runs.Compare(compared)));
        Command<RunEnded>(ended => { Settle(_runs.End(ended)); Go(); });
    }

    // ---- beginning ----

    private void Recall(UnitKept part)
    {
        _parts.Add(part);
        if (part.Offset + part.Part.Length < part.Total)
            return;
        _inbox.Enqueue(new Emit(_setup.ScenarioId, part.Ordinal, part.Count, default, KeptUnits.Join(_parts)));
        _ordinals.Keep(part.Ordinal, part.Count);
        _parts.Clear();
    }

    private void Position(ParserPositioned positioned)
    {
        _parser = Sender;
        _ordinals.Position(positioned.NextOrdinal);
        _owed = 0;
        _parser.Tell(new Grant(_setup.ScenarioId, CreditsAtStart, 0), Self);
    }

    private void Take(Emit emit)
    {
        if (_ordinals.Take(emit.FirstOrdinal, emit.Count) is not { } known)
        {
            _parser.Tell(new Halt(_setup.ScenarioId, _ordinals.Next, emit.FirstOrdinal), Self);
            return;
        }

        if (known < emit.Count)
            _inbox.Enqueue(emit);
        else
            Drop(emit);
        Go();
    }

    // ---- units, one after the other ----

    // A unit that the journal keeps was remembered before the parser sent it again.
    private void Go()
    {
        while (_current is null && !_hasReported && _inbox.TryPeek(out var next))
        {
            var known = _parser.Equals(ActorRefs.Nobody) || IsRecalled(next) ? 0 : _ordinals.Kept(next.FirstOrdinal, next.Count);
            if (known == next.Count && next.Payload is not DriverOpened)
            {
                Drop(_inbox.Dequeue());
                continue;
            }

            if (next.Payload is BarrierRequested barrier && !_runs.HavePassed(barrier.Id))
                break;
            _current = Behind(_inbox.Dequeue(), known);
            Bind(_current);
        }

        _runs.StartNext(_setup.Lines);
        Release();
        Finish();
    }

    private static bool IsRecalled(Emit emit) => emit.Span == default;

    private void Drop(Emit emit)
    {
        (emit.Payload as RowBatch)?.Dispose();
        _owed++;
    }

    private void Bind(Emit emit)
    {
        if (emit.Payload is RowBatch rows)
        {
            Understand(emit, _setup.Work.Bind(rows));
            return;
        }

        if (emit.Payload is Diagnostic)
        {
            Apply(emit, new BoundUnit.Absorbed());
            return;
        }

        var statement = (ScenarioStatement)emit.Payload;
        var (work, ordinal) = (_setup.Work, emit.FirstOrdinal);
        if (work.IsLight(statement))
            Understand(emit, work.Bind(ordinal, statement));
        else
            _ = _setup.Lines.Run(() => work.Bind(ordinal, statement)).PipeTo(Self, Self, success: result => new Bound(result), failure: error => new Broken(error));
    }

    // The rows of a batch that the journal has are skipped: batches may be cut elsewhere when they come again.
    private static Emit Behind(Emit emit, int known)
    {
        if (known == 0 || emit.Payload is not RowBatch rows)
            return emit;
        using (rows)
            return emit with { FirstOrdinal = emit.FirstOrdinal + known, Count = emit.Count - known, Payload = KeptUnits.Behind(rows, known) };
    }

    private void Understand(Emit emit, BindResult result)
    {
        _diagnostics.AddRange(result.Diagnostics);
        if (result.Unit is not { } unit)
        {
            Refuse(result.Diagnostics);
            return;
        }

        _isTableOpen = emit.Payload switch { TableOpened => true, TableClosed => false, _ => _isTableOpen };
        if (IsRecalled(emit) || !KeptUnits.Keeps(emit.Payload, _isTableOpen) || _ordinals.Kept(emit.FirstOrdinal, emit.Count) > 0)
            Apply(emit, unit);
        else
            Keep(emit, unit, KeptUnits.Split(emit.FirstOrdinal, emit.Count, emit.Payload), 0);
    }

    // One append is one event; the unit counts when the last of them is there.
    private void Keep(Emit emit, BoundUnit unit, IReadOnlyList<UnitKept> parts, int next)
    {
        Persist(parts[next], _ =>
        {
            if (next + 1 < parts.Count)
            {
                Keep(emit, unit, parts, next + 1);
                return;
            }

            _ordinals.Keep(emit.FirstOrdinal, emit.Count);
            Apply(emit, unit);
            Go();
        });
    }

    private void Apply(Emit emit, BoundUnit unit)
    {
        // What a run gets comes again from the parser, in order, unless the run has it already.
        if (!IsRecalled(emit) || unit is not BoundUnit.ForRun)
            _runs.Apply(unit);
        if (!IsRecalled(emit))
            _owed++;
        (emit.Payload as RowBatch)?.Dispose();
        _current = null;
    }

    // ---- credit ----

    private long AckedBefore
    {
        get
        {
            var acked = _ordinals.Next;
            foreach (var waiting in _inbox)
            {
                if (!IsRecalled(waiting))
                {
                    acked = Math.Min(acked, waiting.FirstOrdinal);
                    break;
                }
            }

            if (_current is { } current && !IsRecalled(current))
                acked = Math.Min(acked, current.FirstOrdinal);
            return Math.Min(acked, _runs.FirstOpen);
        }
    }

    private void Release(bool always = false)
    {
        var credits = _runs.IsFull ? 0 : _owed;
        if (_parser.Equals(ActorRefs.Nobody) || (credits == 0 && !always))
            return;
        _owed -= credits;
        _parser.Tell(new Grant(_setup.ScenarioId, credits, AckedBefore), Self);
    }

    private void Begin(ScenarioRuns.Opened opened)
    {
        // A line behind it was refused meanwhile: what would feed the run is about to stop.
        if (!_hasReported && _runs.Start(opened, _setup.Node) is { } began)
            Context.System.EventStream.Publish(began);
    }

    // ---- the end ----

    private void Settle(IReadOnlyList<IScenarioEvent> events)
    {
        if (events.Count == 0)
            return;
        Persist(events[0], settled =>
        {
            if (events.Count > 1)
            {
                Settle([.. events.Skip(1)]);
                return;
            }

            Context.System.EventStream.Publish(_runs.Settle((RunSettled)settled));
            Release(always: true);
            Go();
        });
    }

    private void Close(ScenarioParsed parsed)
    {
        (_, var found, _meta) = parsed;
        _diagnostics.AddRange(found.Diagnostics);
        _isParsed = true;
    }

    private void Close(ScenarioFailed failed)
    {
        (_, var found, _meta, var isResumable) = failed;
        _diagnostics.AddRange(found.Diagnostics);
        Report(ScenarioExit.Of(_diagnostics.Kept), isResumable, found.Diagnostics.Count > 0 ? found.Diagnostics[^1].Message : null);
    }

    private void Finish()
    {
        if (_hasReported)
            return;
        if (_runs.Stuck is { } stuck)
            Report(stuck.ExitCode, isResumable: true, stuck.Reason);
        else if (_runs.FailedForGood is { } reason)
            Report(ScenarioExit.Of(_runs.Reports(_setup.ScenarioId)), isResumable: false, reason);
        else if (_isParsed && _current is null && _inbox.Count == 0 && _runs.HavePassed(null))
            Report(_diagnostics.Kept.Any(found => found.Severity == Severity.Error) ? ScenarioExit.Diagnosed : ScenarioExit.Of(_runs.Reports(_setup.ScenarioId)), isResumable: false, null);
    }

    private void Refuse(IReadOnlyList<Diagnostic> diagnostics)
    {
        _current = null;
        Report(ScenarioExit.Diagnosed, isResumable: false, diagnostics.FirstOrDefault(found => found.Severity == Severity.Error)?.Message);
    }

    private void Fail(Diagnostic defect)
    {
        _diagnostics.Add(defect);
        _current = null;
        Report(ScenarioExit.Internal, isResumable: false, defect.Message);
    }

    private void Report(int exitCode, bool isResumable, string? reason)
    {
        if (_hasReported)
            return;
        _hasReported = true;
        var report = new ScenarioReport(_setup.ScenarioId, _runs.Reports(_setup.ScenarioId), _diagnostics.Kept, _meta, exitCode, isResumable, reason);
        Context.Parent.Tell(report, Self);
        Context.System.EventStream.Publish(report);
    }
}
