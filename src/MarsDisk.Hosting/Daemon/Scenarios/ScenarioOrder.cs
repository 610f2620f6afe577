using System.Security.Cryptography;
using System.Text;

using MarsDisk.Hosting.Scenarios.Running;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>What a daemon was told to do with a scenario; kept beside its journals, so that the next process goes on.</summary>
/// <param name="Id">Id of the scenario.</param>
/// <param name="Path">Its file; null: it is sent.</param>
/// <param name="Root">Directory of the files that it may name.</param>
/// <param name="IsJson">Whether it is NDJSON.</param>
/// <param name="Listener">Where it is sent to; null: it is a file.</param>
/// <param name="AreFaultsAllowed">Whether fault lines act.</param>
public sealed record ScenarioOrder(string Id, string? Path, string Root, bool IsJson, string? Listener, bool AreFaultsAllowed)
{
    /// <summary>Listener of scenarios that come as the body of a request, which cannot be sent on.</summary>
    public const string Request = "request";

    private const string OrderName = "order.json";
    private const string OutcomeName = "outcome.json";
    private const int IdDigits = 16;

    /// <summary>An id for a scenario that is sent.</summary>
    /// <param name="listener">Where to.</param>
    /// <param name="begun">When.</param>
    public static string NewId(string listener, DateTimeOffset begun) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{listener} {begun:O} {Guid.NewGuid()}")))[..IdDigits];

    /// <summary>Reads the order of a scenario directory; null: there is none that can be read.</summary>
    /// <param name="directory">The directory.</param>
    public static ScenarioOrder? Read(string directory) => ScenarioFile.Read<ScenarioOrder>(directory, OrderName);

    /// <summary>How the scenario of a directory ended; null: it has not.</summary>
    /// <param name="directory">The directory.</param>
    public static ScenarioOutcome? Outcome(string directory) => ScenarioFile.Read<ScenarioOutcome>(directory, OutcomeName);

    /// <summary>Writes the order, and forgets how the scenario ended before.</summary>
    /// <param name="directory">The directory.</param>
    public void Write(string directory)
    {
        ScenarioFile.Delete(directory, OutcomeName);
        ScenarioFile.Write(directory, OrderName, this);
    }

    /// <summary>Writes how the scenario ended and deletes what it was read on with.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="outcome">How it ended.</param>
    public static void End(ScenarioDirectory directory, ScenarioOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ScenarioFile.Write(directory.Root, OutcomeName, outcome);
        directory.Clear();
    }
}

/// <summary>How a scenario ended.</summary>
/// <param name="ExitCode">Code of streaming-parser.md §5.1.</param>
/// <param name="Reason">Why it ended early; null when it came to its end.</param>
/// <param name="Runs">Its runs.</param>
/// <param name="Diagnostics">What was found in the source, one sentence each.</param>
public sealed record ScenarioOutcome(int ExitCode, string? Reason, IReadOnlyList<ScenarioRunOutcome> Runs, IReadOnlyList<string> Diagnostics);

/// <summary>How a run of a scenario ended.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="ExitCode">0, or the code of its failure.</param>
/// <param name="Reason">Why it failed; empty when it did not.</param>
/// <param name="ExpectationsHeld">Expectations that held.</param>
/// <param name="Expectations">All of them.</param>
public sealed record ScenarioRunOutcome(string Name, string Directory, int ExitCode, string Reason, int ExpectationsHeld, int Expectations);
