using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Json;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>The two forms of a scenario: the language for people, and NDJSON.</summary>
public static class ScenarioLanguages
{
    /// <summary>Whether a file holds NDJSON, by its name.</summary>
    /// <param name="path">The file.</param>
    public static bool IsJson(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".ndjson", StringComparison.Ordinal);
    }

    /// <summary>The grammar of a form.</summary>
    /// <param name="isJson">Whether it is NDJSON.</param>
    /// <param name="requiresEnd">Whether a source without <c>end</c> is incomplete: one that is sent, where a cut transfer must show.</param>
    public static StatementGrammar<ScenarioStatement> Of(bool isJson, bool requiresEnd) =>
        isJson ? new JsonScenarioGrammar(requiresEnd) : new ScenarioGrammar(requiresEnd);

    /// <summary>Settings of a parse with the limits of a form: a line of NDJSON may be as long as a statement.</summary>
    /// <param name="isJson">Whether it is NDJSON.</param>
    /// <param name="run">Settings with the limits of the text.</param>
    public static RunConfig Settings(bool isJson, RunConfig run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return isJson ? run with { Limits = JsonScenarioGrammar.Limits(run.Limits) } : run;
    }
}
