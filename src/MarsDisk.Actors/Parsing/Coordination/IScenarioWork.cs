using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Actors.Runs;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>What a coordinator needs of the composition: meaning of units, and runs that can be started.</summary>
public interface IScenarioWork
{
    /// <summary>The same work for another life of the coordinator, which binds every unit from the first on.</summary>
    IScenarioWork Anew();

    /// <summary>Whether a statement is bound without touching the disk or planning; then it is bound inside a turn.</summary>
    bool IsLight(ScenarioStatement statement);

    /// <summary>Gives a statement its meaning.</summary>
    BindResult Bind(long ordinal, ScenarioStatement statement);

    /// <summary>Gives rows their meaning. The batch stays the caller's.</summary>
    BindResult Bind(RowBatch rows);

    /// <summary>Looks at the directory of a run and says how it is started, or why not. Touches the disk.</summary>
    /// <param name="run">The run.</param>
    /// <param name="coordinator">Who sends it its inputs.</param>
    RunOpening Open(IScenarioRun run, IActorRef coordinator);

    /// <summary>Hash over the tables of a run that has ended; null when it has none. Touches the disk.</summary>
    string? SeriesHash(IScenarioRun run);
}

/// <summary>How a run is started.</summary>
/// <param name="Setup">What the node gets; null: it cannot be started.</param>
/// <param name="Refusal">Why not, in words.</param>
/// <param name="ExitCode">Code of experience.md §2.9, when it cannot.</param>
public sealed record RunOpening(RunSetup? Setup, string? Refusal, int ExitCode);
