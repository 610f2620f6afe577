using MarsDisk.Simulation.States.Sections;

namespace MarsDisk.Simulation.States;

/// <summary>The two states that describe the same row: what a run needs to go on after the last commit.</summary>
/// <param name="Run">State of the integrator.</param>
/// <param name="Aggregates">State of Aggregation.</param>
public sealed record ResumeState(RunState Run, AggregateState Aggregates)
{
    /// <summary>Name of the body format.</summary>
    public const string Format = "marsdisk.sim-state";

    /// <summary>Writes the body, exact bits, forward only.</summary>
    public void WriteTo(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new SectionWriter(output, Run.SectionVersion);
        Transfer(writer);
        writer.Finish();
    }

    /// <summary>Reads a body; unknown sections are skipped.</summary>
    /// <exception cref="StateFormatException">The bytes are not such a body, or a section is missing.</exception>
    public static ResumeState ReadFrom(Stream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ReadFrom(new SectionReader(input));
    }

    internal static ResumeState ReadFrom(SectionReader reader)
    {
        var state = new ResumeState(new RunState(), new AggregateState());
        state.Transfer(reader);
        return state;
    }

    internal void Transfer(IStateTransfer transfer)
    {
        Run.Transfer(transfer);
        Aggregates.Transfer(transfer);
    }
}
