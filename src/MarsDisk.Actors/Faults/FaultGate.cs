using MarsDisk.Actors.Messages;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Faults;

/// <summary>Thrown on purpose, because a scenario asked for it.</summary>
/// <param name="message">One sentence.</param>
public sealed class InjectedFaultException(string message) : Exception(message);

/// <summary>
/// Stands before a stage of a run whose host permits faults and does to passing messages what a scenario asks for. Order is
/// kept: behind a message that waits, all wait.
/// </summary>
internal sealed class FaultGate : ReceiveActor, IWithTimers
{
    private sealed record Open
    {
        public static readonly Open Instance = new();
    }

    private static readonly TimeSpan StallDefault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DelayDefault = TimeSpan.FromSeconds(0.2);
    private const string OpenTimer = "open";

    private readonly Queue<(object Message, IActorRef Sender)> _waiting = new();
    private readonly string _name;
    private readonly IActorRef _stage;
    private bool _isClosed;
    private FaultKind _kind;
    private int _batches;
    private int _delays;
    private TimeSpan _delay;
    private double _rate = 1;
    private long _passed;

    /// <summary>Lets everything pass until it is told otherwise.</summary>
    /// <param name="name">Name of the stage.</param>
    /// <param name="stage">The stage.</param>
    public FaultGate(string name, IActorRef stage)
    {
        _name = name;
        _stage = stage;
        Receive<BreakStage>(Break);
        Receive<Open>(_ => OpenAgain());
        ReceiveAny(message => Take(message, Sender));
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    private void Break(BreakStage fault)
    {
        var arguments = fault.Arguments;
        // With a share and without a count it strikes as long as the gate stands.
        (_rate, _passed) = (arguments.Rate ?? 1, 0);
        var count = arguments.Count ?? (arguments.Rate is null ? 1 : int.MaxValue);
        switch (fault.Kind)
        {
            case FaultKind.Crash:
                throw new InjectedFaultException($"A fault of the scenario crashed the stage {_name}.");
            case FaultKind.Stall:
                Close(Seconds(arguments.ForSeconds, StallDefault));
                break;
            case FaultKind.Delay or FaultKind.SlowDisk:
                _delay = Seconds(arguments.BySeconds ?? arguments.ForSeconds, DelayDefault);
                _delays = count;
                break;
            default:
                (_kind, _batches) = (fault.Kind, count);
                break;
        }
    }

    private void Take(object message, IActorRef sender)
    {
        if (!_isClosed && _delays > 0 && IsData(message) && Strikes())
        {
            _delays--;
            Close(_delay);
        }
        if (_isClosed)
            _waiting.Enqueue((message, sender));
        else
            Pass(message, sender);
    }

    private void OpenAgain()
    {
        _isClosed = false;
        while (!_isClosed && _waiting.TryDequeue(out var next))
            Pass(next.Message, next.Sender);
    }

    private void Pass(object message, IActorRef sender)
    {
        if (_batches == 0 || !IsData(message) || !Strikes())
        {
            _stage.Tell(message, sender);
            return;
        }
        _batches--;
        Damage(message, sender);
    }

    // A chunk is never dropped without a word: its buffer would be gone for ever. Its run hears that it was refused.
    private void Damage(object message, IActorRef sender)
    {
        switch (_kind)
        {
            case FaultKind.Duplicate:
                _stage.Tell(message, sender);
                _stage.Tell(message, sender);
                break;
            case FaultKind.Corrupt when message is StepBatch batch:
                _stage.Tell(batch with { Generation = batch.Generation - 1 }, sender);
                break;
            case FaultKind.Drop or FaultKind.Corrupt or FaultKind.DiskFull when message is FlushChunk chunk:
                var kind = _kind == FaultKind.DiskFull ? PublishErrorKind.DiskFull : PublishErrorKind.Other;
                sender.Tell(new ChunkRefused(chunk.Buffer, new PublishError(kind, $"A fault of the scenario: {_kind} at {_name}.")), Self);
                break;
        }
    }

    // Spread evenly and without chance: the same scenario breaks the same messages.
    private bool Strikes()
    {
        _passed++;
        return Math.Floor(_passed * _rate) > Math.Floor((_passed - 1) * _rate);
    }

    private void Close(TimeSpan time)
    {
        _isClosed = true;
        Timers.StartSingleTimer(OpenTimer, Open.Instance, time);
    }

    private static bool IsData(object message) => message is StepBatch or FlushChunk or OffloadSnapshot;

    private static TimeSpan Seconds(double? given, TimeSpan otherwise) => given is { } seconds ? TimeSpan.FromSeconds(seconds) : otherwise;
}
