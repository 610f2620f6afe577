using System.Security.Cryptography;
using MarsDisk.History.Columns;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Acting;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Tests.Runs;

namespace MarsDisk.Simulation.Tests.Inputs;

/// <summary>A run whose inputs arrive in some way, and everything of it that may not depend on that way.</summary>
internal sealed class FedRun
{
    /// <summary>How inputs arrive, how much is computed at once, and where the process dies.</summary>
    public sealed record Way
    {
        /// <summary>How many inputs arrive at the n-th time that the run waits.</summary>
        public Func<int, int> Arrivals { get; init; } = _ => int.MaxValue;

        public int BatchSteps { get; init; } = 256;

        /// <summary>Timed inputs that may be under way; a block of rows counts as one.</summary>
        public int Capacity { get; init; } = int.MaxValue;

        /// <summary>Chunks after which the process dies and begins again at its last commit.</summary>
        public IReadOnlyList<int> KillsAfter { get; init; } = [];

        public bool StopsOnFailure { get; init; }
    }

    private readonly RunPlan _plan;
    private readonly IReadOnlyList<RunInput> _inputs;
    private readonly int _chunkSteps;
    private readonly Way _way;
    private int _waits;

    private FedRun(RunPlan plan, IReadOnlyList<RunInput> inputs, int chunkSteps, Way way) =>
        (_plan, _inputs, _chunkSteps, _way) = (plan, inputs, chunkSteps, way);

    /// <summary>Bits of every row.</summary>
    public List<long> Rows { get; } = [];

    /// <summary>Range, cause, next ordinal and hash of the state of every chunk.</summary>
    public List<string> Chunks { get; } = [];

    /// <summary>What the inputs asked for, without the copies of states.</summary>
    public List<InputEffect> Effects { get; } = [];

    /// <summary>State behind the last chunk.</summary>
    public ResumeState End { get; private set; } = null!;

    /// <summary>Temperatures of all steps, K.</summary>
    public List<double> Temperatures { get; } = [];

    public static FedRun Of(RunPlan plan, IReadOnlyList<RunInput> inputs, int chunkSteps = 16, Way? way = null)
    {
        var run = new FedRun(plan, inputs, chunkSteps, way ?? new Way());
        run.Compute();
        return run;
    }

    private void Compute()
    {
        ResumeState? committed = null;
        foreach (var kill in _way.KillsAfter)
            committed = Attempt(committed, kill) ?? committed;
        End = Attempt(committed, int.MaxValue) ?? committed!;
    }

    private ResumeState? Attempt(ResumeState? from, int chunksMax)
    {
        ResumeState? committed = null;
        var left = chunksMax;
        using var loop = new PlainLoop(_plan, new FlushPolicy(_chunkSteps, long.MaxValue, 1), from, isFed: true, _way.StopsOnFailure);
        var arrived = 0;                                    // everything again: what is known already is dropped
        if (from is not null)
            arrived = Math.Max(_inputs.TakeWhile(input => input.NextOrdinal <= from.Run.NextInputOrdinal).Count() - 2, 0);
        while (!loop.Integrator.HasEnded && left > 0)
        {
            loop.Run((buffer, seal) =>
            {
                if (left-- <= 0)
                    return;
                committed = Commit(buffer, seal);
            }, _way.BatchSteps);
            Effects.AddRange(loop.Integrator.TakeEffects().Select(WithoutState));
            if (!loop.Integrator.HasEnded && left > 0)
                arrived = Deliver(loop.Integrator, arrived);
        }
        return committed;
    }

    private int Deliver(Integrator integrator, int arrived)
    {
        Assert.True(arrived < _inputs.Count, "the run waits, and every input has arrived");
        var delivered = 0;
        foreach (var input in _inputs.Skip(arrived).Take(Math.Max(_way.Arrivals(_waits++), 1)))
        {
            var pending = _inputs.Take(arrived + delivered).Count(
                sent => sent is TimedInput or DriverRowsInput && sent.NextOrdinal > integrator.ConsumedBelow);
            if (pending >= _way.Capacity && !integrator.NeedsRow && input is TimedInput or DriverRowsInput)
                break;
            integrator.Receive(input);
            delivered++;
        }
        Assert.True(delivered > 0, "the run waits with a full queue");
        return arrived + delivered;
    }

    private ResumeState Commit(ChunkBuffer buffer, SealedChunk seal)
    {
        RowBits.Collect(_plan, buffer, Rows);
        Temperatures.AddRange(buffer.Facts.Doubles(History.Schemas.StepFact.TMUsed)[..buffer.Rows].ToArray());
        using var body = new MemoryStream();
        new ResumeState(seal.State, seal.Aggregates!).WriteTo(body);
        Chunks.Add($"{buffer.FirstStep}+{buffer.Rows} {seal.Cause} {seal.State.NextInputOrdinal} {Convert.ToHexString(SHA256.HashData(body.ToArray()))}");
        body.Position = 0;
        return ResumeState.ReadFrom(body);
    }

    private static InputEffect WithoutState(InputEffect effect) =>
        effect is InputEffect.StoreSnapshot snapshot ? snapshot with { State = null! } : effect;
}
