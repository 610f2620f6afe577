using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>What the server is told about scenarios beside their language.</summary>
public sealed record ScenarioServices
{
    /// <summary>Settings of the parse.</summary>
    public RunConfig Config { get; init; } = new();

    /// <summary>
    /// Finds what needs more than the text: unknown keys, wrong dimensions, unknown tables and runs. The first argument is the
    /// path of the file.
    /// </summary>
    public Func<string, IEnumerable<Committed<ScenarioStatement>>, IEnumerable<Diagnostic>> Bind { get; init; } = static (_, _) => [];

    /// <summary>What expectations can be about, with units.</summary>
    public IReadOnlyList<(string Name, string Unit)> Metrics { get; init; } = [];

    /// <summary>What faults can be injected into.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];
}
