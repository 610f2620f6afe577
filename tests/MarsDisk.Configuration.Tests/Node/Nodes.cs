using MarsDisk.Configuration.Node;

namespace MarsDisk.Configuration.Tests.Node;

/// <summary>Loads settings of a node from short texts.</summary>
internal static class Nodes
{
    public static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>(StringComparer.Ordinal);

    public static NodeLoadResult Load(
        string? file = null, string? profile = null, string? appSettings = null, (string Name, string Value)[]? variables = null, params string[] options) =>
        NodeConfigurationLoader.Load(new NodeSources(
            profile,
            file is null ? null : new NamedText("node.conf", file),
            appSettings is null ? null : new NamedText("appsettings.json", appSettings),
            (variables ?? []).ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
            options));

    public static NodeConfiguration Valid(this NodeLoadResult result)
    {
        Assert.Empty(result.Findings);
        return result.Configuration!;
    }

    /// <summary>Place and code of each finding, in order.</summary>
    public static string[] Findings(string file) =>
        [.. Load(file).Findings.Select(finding => $"{finding.Line}:{finding.Column} {finding.Code}")];
}
