using MarsDisk.Actors.Messages;
using MarsDisk.History.Columns;
using MarsDisk.Journal.Faults;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Actors.Pipeline;

/// <summary>
/// Computes steps while it holds a buffer (law 2), one batch per message to itself, so that other messages are served
/// between batches. Runs on the compute dispatcher.
/// </summary>
public sealed class IntegratorActor : ReceiveActor
{
    private sealed record Continue
    {
        public static readonly Continue Instance = new();
    }

    private readonly Queue<ChunkBuffer> _granted = new();
    private readonly Integrator _integrator;
    private readonly int _batchSteps;
    private readonly IActorRef _aggregation;
    private readonly IActorRef _run;
    private ChunkBuffer? _filling;
    private bool _ticking;

    /// <summary>Takes over an integrator that stands at the last commit.</summary>
    /// <param name="integrator">Positioned behind the last committed step.</param>
    /// <param name="batchSteps">Steps between two looks at the mailbox; never changes a result.</param>
    /// <param name="aggregation">Next stage.</param>
    /// <param name="run">The RunActor, for ends and failures.</param>
    public IntegratorActor(Integrator integrator, int batchSteps, IActorRef aggregation, IActorRef run)
    {
        _integrator = integrator;
        _batchSteps = batchSteps;
        _aggregation = aggregation;
        _run = run;

        Receive<BufferGranted>(granted => { _granted.Enqueue(granted.Buffer); Pump(); });
        Receive<Continue>(_ => { _ticking = false; FillOneBatch(); Pump(); });
    }

    // One message to itself per batch: control messages are served between batches, and a test can count them.
    private void Pump()
    {
        if (_ticking || _integrator.HasEnded || (_filling is null && _granted.Count == 0))
            return;

        _ticking = true;
        Self.Tell(Continue.Instance, Self);
    }

    private void FillOneBatch()
    {
        var buffer = _filling ?? Begin();
        try
        {
            var window = _integrator.Fill(_batchSteps);
            CrashPoints.Reach(CrashPoints.WhileComputing);
            Hand(buffer, window);
        }
        catch (StepFailedException failed)
        {
            Become(Failed);
            _run.Tell(new StepFailed(failed), Self);
        }
    }

    // The run takes this stage down. A buffer that was granted meanwhile comes home with all the others.
    private void Failed()
    {
        Receive<BufferGranted>(_ => { });
        Receive<Continue>(_ => { });
    }

    private ChunkBuffer Begin()
    {
        _filling = _granted.Dequeue();
        _integrator.Begin(_filling);
        return _filling;
    }

    private void Hand(ChunkBuffer buffer, FilledWindow window)
    {
        if (window.EndRow > window.FirstRow)
            _aggregation.Tell(new StepBatch(buffer, buffer.Generation, window.FirstRow, window.EndRow, window.Seal), Self);
        if (window.Seal is not null)
            _filling = null;                       // the batch that carries the seal took the buffer along
        if (_integrator.HasEnded || (_filling is null && _granted.Count == 0))
            _aggregation.Tell(new BatchesEnded(_integrator.NextStep), Self);
        if (_integrator.HasEnded && window.Seal is null)
            _run.Tell(new EndReached(_integrator.Capture()), Self);
    }
}
