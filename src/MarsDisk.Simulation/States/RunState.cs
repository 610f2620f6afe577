using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Saved;
using MarsDisk.Simulation.States.Sections;

namespace MarsDisk.Simulation.States;

/// <summary>
/// Everything that the next step reads, and everything that the summary says about the steps behind. Saved with its
/// exact bits, so that a resumed run continues with the same bits (architecture §7.6).
/// </summary>
public sealed class RunState
{
    private const uint CoreTag = 0x0100;
    private const uint DiskTag = 0x0200;
    private const uint LossTag = 0x0300;
    private const uint OrbitTag = 0x0400;
    private const uint StopTag = 0x0500;
    private const uint StatisticsTag = 0x0600;
    private const uint EnergyTag = 0x0700;
    private const uint SupplyTag = 0x0800;
    private const uint InputTag = 0x0900;

    private long _step;
    private double _time;
    private long _nextInput;

    /// <summary>The next step to compute; also the number of steps behind.</summary>
    public long Step { get => _step; internal set => _step = value; }

    /// <summary>End of the last step, s.</summary>
    public double Time { get => _time; internal set => _time = value; }

    /// <summary>Every input with a smaller ordinal was consumed by a step behind.</summary>
    public long NextInputOrdinal { get => _nextInput; internal set => _nextInput = value; }

    /// <summary>The layer.</summary>
    public DiskState Disk { get; init; } = new();

    /// <summary>Controls of the supply.</summary>
    public SupplyState Supply { get; init; } = new();

    /// <summary>Masses lost.</summary>
    public LossTotals Losses { get; } = new();

    /// <summary>Orbits.</summary>
    public OrbitRollup Orbits { get; } = new();

    /// <summary>Early stop and violation of the mass budget.</summary>
    public StopState Stop { get; } = new();

    /// <summary>Statistics for the summary.</summary>
    public RunStatistics Statistics { get; } = new();

    /// <summary>Energies of the impacts; zero without energy bookkeeping.</summary>
    public EnergyTotals Energy { get; } = new();

    /// <summary>What inputs left behind; null in a run without inputs.</summary>
    internal InputState? Inputs { get; private set; }

    /// <summary>Whether inputs decide how far the run may go.</summary>
    public bool IsFed => Inputs is not null;

    internal ushort SectionVersion => IsFed ? SectionFormat.VersionWithInputs : SectionFormat.Version;

    /// <summary>What became of the expectations so far, in the order of the source.</summary>
    public IReadOnlyList<ClaimResult> Claims => Inputs is null ? [] : [.. Inputs.Claims.Select(claim => claim.Found)];

    /// <summary>From now on inputs decide how far the run may go.</summary>
    internal void BeginInputs() => Inputs ??= new InputState();

    /// <summary>The run has ended behind the last row, for a reason that is known and left no row itself.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="stepSeconds">Length of a step, s.</param>
    public void EndWithoutRow(StopReason reason, double stepSeconds)
    {
        var isBefore = reason == StopReason.BlowoutBelowSmallestSize;
        (Stop.Reason, Stop.Step, Stop.Time) = (reason, isBefore ? _step : _step - 1, isBefore ? _step * stepSeconds : _time + stepSeconds);
    }

    /// <summary>Writes this state alone, without what the aggregation has read: a snapshot.</summary>
    public void WriteTo(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new SectionWriter(output, SectionVersion);
        Transfer(writer);
        writer.Finish();
    }

    /// <summary>Reads the body of a snapshot or of a state file.</summary>
    /// <exception cref="StateFormatException">The bytes are not such a body, or a section is missing.</exception>
    public static RunState ReadFrom(Stream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var state = new RunState();
        state.Transfer(new SectionReader(input));
        return state;
    }

    /// <summary>A copy that shares nothing with this state.</summary>
    public RunState Copy()
    {
        var copy = new RunState();
        var tape = new StateTape();
        Transfer(tape);
        tape.Rewind();
        copy.Transfer(tape);
        return copy;
    }

    internal void Transfer(IStateTransfer transfer)
    {
        transfer.Number(CoreTag, ref _step);
        transfer.Number(CoreTag + 1, ref _time);
        transfer.Number(CoreTag + 2, ref _nextInput);
        Disk.Transfer(transfer, DiskTag);
        Losses.Transfer(transfer, LossTag);
        Orbits.Transfer(transfer, OrbitTag);
        Stop.Transfer(transfer, StopTag);
        Statistics.Transfer(transfer, StatisticsTag);
        Energy.Transfer(transfer, EnergyTag);
        Supply.Transfer(transfer, SupplyTag);
        if (transfer.Has(InputTag, IsFed))
            TransferInputs(transfer);
    }

    private void TransferInputs(IStateTransfer transfer)
    {
        var bytes = Inputs is null ? [] : InputWriter.ToBytes(Inputs);
        transfer.Bytes(InputTag, ref bytes);
        Inputs ??= InputReader.Read(bytes);
    }
}
