using MarsDisk.History.Columns;
using MarsDisk.Simulation.Aggregation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation;

/// <summary>
/// A whole run in one thread: integrator, aggregator, two buffers and somebody who takes the chunks. The baseline that
/// the pipeline is measured against, and the way to run a simulation without it.
/// </summary>
public sealed class PlainLoop : IDisposable
{
    private readonly Integrator _integrator;
    private readonly Aggregator _aggregator;
    private readonly ChunkBuffer[] _buffers;
    private ChunkBuffer? _filling;
    private int _next;

    /// <summary>A loop that goes on from a state.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="policy">When chunks end.</param>
    /// <param name="from">Where to go on; null to start.</param>
    /// <param name="isFed">Whether inputs decide how far the run may go; see <see cref="Integrator.Receive"/>.</param>
    /// <param name="stopsOnFailure">Whether the first claim that fails ends the run.</param>
    public PlainLoop(RunPlan plan, FlushPolicy policy, ResumeState? from = null, bool isFed = false, bool stopsOnFailure = false)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(policy);
        _integrator = new Integrator(plan, from?.Run ?? plan.NewState(), policy, isFed, stopsOnFailure);
        _aggregator = new Aggregator(plan, from?.Aggregates ?? new AggregateState());
        _buffers = [new ChunkBuffer(plan.Schemas, policy.Capacity), new ChunkBuffer(plan.Schemas, policy.Capacity)];
    }

    /// <summary>The integrator, for inputs between two calls.</summary>
    public Integrator Integrator => _integrator;

    /// <summary>
    /// Runs to the end, or until an input is missing. The sink may use a buffer until the chunk after the next one begins.
    /// </summary>
    /// <param name="sink">Receives each chunk with the state behind its last row.</param>
    /// <param name="batchSteps">Steps per call of the integrator; has no influence on any result.</param>
    /// <returns>The state behind the last step.</returns>
    public ResumeState Run(Action<ChunkBuffer, SealedChunk> sink, int batchSteps = 256)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSteps, 1);
        while (!_integrator.HasEnded && RunChunk(sink, batchSteps))
        {
        }
        return new ResumeState(_integrator.Capture(), _aggregator.Capture());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in _buffers)
            buffer.Dispose();
    }

    private bool RunChunk(Action<ChunkBuffer, SealedChunk> sink, int batchSteps)
    {
        if (!_integrator.HasBuffer)
        {
            _integrator.Begin(_buffers[_next]);
            _filling = _buffers[_next];
            _next = (_next + 1) % _buffers.Length;
        }
        while (_integrator.HasBuffer)
        {
            var window = _integrator.Fill(batchSteps);
            _aggregator.Fold(_filling!, window.FirstRow, window.EndRow);
            if (window.Seal is { } seal)
                sink(_filling!, seal with { Aggregates = _aggregator.Capture() });
            else if (_integrator.HasEnded || _integrator.IsWaiting)
                return false;
        }
        return true;
    }
}
