using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Actors.Parsing.Binding;

/// <summary>A unit of a scenario whose names and values are known: what the coordinator acts on.</summary>
public abstract record BoundUnit
{
    private BoundUnit() { }

    /// <summary>It changed what later units mean and needs nothing else: configuration, tables.</summary>
    public sealed record Absorbed : BoundUnit;

    /// <summary>A run may start.</summary>
    /// <param name="Run">The run.</param>
    public sealed record RunOpening(IScenarioRun Run) : BoundUnit;

    /// <summary>Something for a run that was opened.</summary>
    /// <param name="Run">Name of the run.</param>
    /// <param name="Input">What.</param>
    public sealed record ForRun(string Run, RunInput Input) : BoundUnit;

    /// <summary>Several runs, one after the other or some at once.</summary>
    /// <param name="Name">Name of the sweep.</param>
    /// <param name="Runs">The runs in order.</param>
    /// <param name="Parallel">How many at once.</param>
    /// <param name="ContinuesAfterFailure">Whether the others go on when one has failed.</param>
    public sealed record Sweep(string Name, ISweptRuns Runs, int Parallel, bool ContinuesAfterFailure) : BoundUnit;

    /// <summary>Acts on a run as soon as it is read.</summary>
    /// <param name="Kind">How.</param>
    /// <param name="Run">Name of the run.</param>
    /// <param name="Text">Label or reason.</param>
    public sealed record Control(RunControlKind Kind, string Run, string? Text) : BoundUnit;

    /// <summary>Nothing behind it is delivered before that has ended.</summary>
    /// <param name="Name">A run or a sweep; null: everything so far.</param>
    public sealed record Barrier(string? Name) : BoundUnit;

    /// <summary>The scenario is complete.</summary>
    public sealed record End : BoundUnit;
}

/// <summary>The runs of a sweep, each made when its turn comes: a sweep may have a million.</summary>
public interface ISweptRuns
{
    /// <summary>How many.</summary>
    int Count { get; }

    /// <summary>Prepares one run. Reads tables and plans, so it is no work for an actor's turn.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>The run with all its inputs up to the closing one; or what is wrong with it.</returns>
    SweptRun Bind(int index);
}

/// <summary>One run of a sweep.</summary>
/// <param name="Run">The run; null when it cannot be run.</param>
/// <param name="Inputs">All its inputs, up to the closing one, numbered from 0.</param>
/// <param name="Diagnostics">Errors and warnings.</param>
public sealed record SweptRun(IScenarioRun? Run, IReadOnlyList<RunInput> Inputs, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>A run of a scenario as the composition prepared it; the coordinator only looks at these facts.</summary>
public interface IScenarioRun
{
    /// <summary>Its name in the scenario.</summary>
    string Name { get; }

    /// <summary>Where it was opened.</summary>
    SourceSpan Span { get; }

    /// <summary>Its run directory, for people.</summary>
    string Directory { get; }

    /// <summary>A failed expectation ends it at the next step border.</summary>
    bool StopsOnExpectFailure { get; }

    /// <summary>Its failure does not end the scenario.</summary>
    bool ContinuesAfterFailure { get; }

    /// <summary>What it gets before everything else, made from its options and settings.</summary>
    IReadOnlyList<RunInput> Initial { get; }
}

/// <summary>What came of binding one unit.</summary>
/// <param name="Unit">Null after an error.</param>
/// <param name="Diagnostics">Errors and warnings.</param>
public sealed record BindResult(BoundUnit? Unit, IReadOnlyList<Diagnostic> Diagnostics);
