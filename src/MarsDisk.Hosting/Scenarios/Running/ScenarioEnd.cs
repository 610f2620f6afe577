using System.Security.Cryptography;

using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>
/// What is remembered of a scenario that has ended: which source it was, and what became of its expectations. Run again, its
/// runs are finished and have no verdicts to give any more; the answer and the exit code are to be the same all the same.
/// </summary>
/// <param name="Source">SHA-256 of all bytes of the source, lower-case hex.</param>
/// <param name="ExitCode">Exit code of the scenario.</param>
/// <param name="Verdicts">Of the runs that came to their end.</param>
public sealed record ScenarioEnd(string Source, int ExitCode, IReadOnlyList<VerdictReached> Verdicts)
{
    private const string Name = "ended.json";

    /// <summary>The end of a scenario.</summary>
    /// <param name="source">Hash of its source.</param>
    /// <param name="report">What became of it.</param>
    public static ScenarioEnd Of(string source, ScenarioReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var finished = report.Runs.Where(run => run.ExitCode is ExitCodes.Done or ExitCodes.ExpectationFailed);
        return new ScenarioEnd(source, report.ExitCode, [.. finished.SelectMany(run => run.Expectations.Select(expectation => new VerdictReached(
            run.Key, expectation.Ordinal, expectation.Origin.Offset, expectation.Origin.Length, expectation.Origin.Line, expectation.Origin.Column,
            expectation.Text, expectation.IsMet, expectation.Found)))]);
    }

    /// <summary>The end that a directory remembers; null: none, or none that can be read.</summary>
    /// <param name="directory">Directory of the scenario.</param>
    public static ScenarioEnd? Read(string directory) => ScenarioFile.Read<ScenarioEnd>(directory, Name);

    /// <summary>Forgets it.</summary>
    /// <param name="directory">Directory of the scenario.</param>
    public static void Forget(string directory) => ScenarioFile.Delete(directory, Name);

    /// <summary>Hash of a source.</summary>
    /// <param name="bytes">From its first byte on.</param>
    public static string HashOf(Stream bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    internal void Write(string directory) => ScenarioFile.Write(directory, Name, this);
}
