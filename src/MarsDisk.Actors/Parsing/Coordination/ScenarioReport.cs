using MarsDisk.Journal.Events;
using MarsDisk.Parsing;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>Coordinator → event stream and parent. How a scenario ended; the last message about it.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Runs">Its runs, in source order.</param>
/// <param name="Diagnostics">What was found in the source.</param>
/// <param name="Meta">Counts of the parse.</param>
/// <param name="ExitCode">Code of streaming-parser.md §5.1.</param>
/// <param name="Resumable">Whether the same command can go on.</param>
/// <param name="Reason">Why it ended early; null when it came to its end.</param>
public sealed record ScenarioReport(
    string ScenarioId, IReadOnlyList<RunReport> Runs, IReadOnlyList<Diagnostic> Diagnostics, StreamMeta Meta, int ExitCode,
    bool Resumable, string? Reason);

/// <summary>Coordinator → event stream. A run of a scenario was handed to the node: which name an id has.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Name">Its name in the scenario.</param>
public sealed record RunBegan(RunId Run, string Name);

/// <summary>Coordinator → event stream. A run of a scenario has ended; also part of the report.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Name">Name of the run.</param>
/// <param name="Span">Where it was opened.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="ExitCode">0, or the code of its failure.</param>
/// <param name="Reason">Why it failed; empty when it did not.</param>
/// <param name="Steps">Steps that it has.</param>
/// <param name="Expectations">Its expectations, in source order.</param>
/// <param name="IsSwept">Whether it is one of a sweep.</param>
public sealed record RunReport(
    string ScenarioId, string Name, SourceSpan Span, string Directory, int ExitCode, string Reason, long Steps,
    IReadOnlyList<ExpectationReport> Expectations, bool IsSwept)
{
    /// <summary>Key of the run in the scenario: its name, or its place in a sweep.</summary>
    public string Key { get; init; } = Name;
}

/// <summary>What became of one expectation.</summary>
/// <param name="Ordinal">Its ordinal.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Text">What was expected.</param>
/// <param name="IsMet">Whether it held.</param>
/// <param name="Found">What was found, in words.</param>
public sealed record ExpectationReport(long Ordinal, InputOrigin Origin, string Text, bool IsMet, string Found);

/// <summary>Codes of streaming-parser.md §5.1 from what happened.</summary>
internal static class ScenarioExit
{
    public const int Done = 0;
    public const int RunFailed = 1;
    public const int Diagnosed = 2;
    public const int Unreadable = 3;
    public const int Internal = 4;
    public const int CannotGoOn = 5;
    public const int ExpectationFailed = 7;
    public const int PartlyDone = 8;
    public const int TryAgain = 75;
    public const int Cancelled = 130;

    /// <summary>The code of a source that could not be read to its end.</summary>
    public static int Of(IEnumerable<Diagnostic> diagnostics)
    {
        var last = diagnostics.LastOrDefault(diagnostic => diagnostic.Severity == Severity.Error);
        var kind = last?.Extensions.GetValueOrDefault("stream") is ExtensionMap map ? map.Values.GetValueOrDefault("kind") as StreamErrorKind? : null;
        return kind switch
        {
            _ when last?.Code.StartsWith("scn.internal.", StringComparison.Ordinal) == true => Internal,
            StreamErrorKind.IoFailed => Unreadable,
            StreamErrorKind.SourceChanged or StreamErrorKind.CheckpointInvalid => CannotGoOn,
            StreamErrorKind.Timeout => TryAgain,
            StreamErrorKind.UserCancelled => Cancelled,
            StreamErrorKind.FeederBug => Internal,
            _ => Diagnosed,
        };
    }

    /// <summary>The code of runs that have ended.</summary>
    public static int Of(IReadOnlyList<RunReport> runs)
    {
        if (runs.FirstOrDefault(run => run is { IsSwept: false } && run.ExitCode is not (Done or ExpectationFailed)) is { } failed)
            return failed.ExitCode;
        if (runs.Any(run => !run.IsSwept && run.ExitCode == ExpectationFailed))
            return ExpectationFailed;
        return runs.Any(run => run.ExitCode != Done) ? PartlyDone : Done;
    }
}
