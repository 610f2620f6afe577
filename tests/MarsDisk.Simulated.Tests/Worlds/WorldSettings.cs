using System.Globalization;
using MarsDisk.Actors.Runs;
using MarsDisk.Simulated.Runs;

namespace MarsDisk.Simulated.Worlds;

/// <summary>How one run is run; nothing here may change a byte of its result.</summary>
/// <param name="Run">The run.</param>
/// <param name="Buffers">Its buffers.</param>
/// <param name="BatchSteps">Steps per batch.</param>
internal sealed record RunChoice(SimulatedRun Run, int Buffers, int BatchSteps)
{
    /// <summary>Inputs that its queue holds.</summary>
    public int InputCapacity => 1 + Buffers;

    /// <summary>When a history that stays in memory is stored; follows from the rest, so that it takes no draw.</summary>
    public HistorySchedule? Histories => Run.Prepared.IsStreaming
        ? null
        : new HistorySchedule(
            (Buffers + BatchSteps) % 4 == 0 ? null : Run.Prepared.Plan.Time.Step * (1 + (((Buffers * 5) + BatchSteps) % 6)),
            TimeSpan.FromMilliseconds(BatchSteps % 3 * 400));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Run}, {Buffers} buffers, batches of {BatchSteps}{(Histories is { } when ? $", histories every {when.EverySeconds:0.#} s or {when.Every.TotalMilliseconds} ms" : "")}");
}

/// <summary>The parameters of one world.</summary>
/// <param name="Runs">Runs that every process wants done.</param>
/// <param name="Processes">Processes on the one disk.</param>
/// <param name="WriterLoops">Writer loops of each.</param>
/// <param name="Offloads">State files are copied to a target.</param>
internal sealed record WorldSettings(IReadOnlyList<RunChoice> Runs, int Processes, int WriterLoops, bool Offloads)
{
    private const int BatchStepsMax = 12;

    public int BuffersOfAllRuns => Runs.Sum(run => run.Buffers);

    /// <summary>More messages than this wait for no actor.</summary>
    public int MessagesMax => 32 + Runs.Sum(run => run.Buffers * (8 + (int)(run.Run.Steps / run.BatchSteps)));

    /// <summary>The parameters that a seed draws.</summary>
    public static WorldSettings Of(SeededRandom random)
    {
        var count = random.OneIn(3) ? random.Between(2, 3) : 1;
        var runs = RunCatalog.Choose(random, count).Select(run => new RunChoice(run, random.Between(2, 4), random.Between(1, BatchStepsMax)));
        return new WorldSettings([.. runs], random.OneIn(4) ? 2 : 1, random.Between(1, 3), random.OneIn(2));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Processes} processes, {WriterLoops} writer loops{(Offloads ? ", offload" : "")}\n  {string.Join("\n  ", Runs)}");
}
