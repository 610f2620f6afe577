using MarsDisk.Configuration.Rules;

namespace MarsDisk.Configuration;

/// <summary>The full review of a configuration: what loading found, remarks of a careful reader, missing tables.</summary>
public static class ConfigurationCheck
{
    /// <summary>All findings in the order of the file. A configuration that did not load has those of loading only.</summary>
    /// <param name="loaded">What came of loading.</param>
    /// <param name="tableExists">Whether a table is there, as a file or built in; null leaves that check out.</param>
    public static IReadOnlyList<Finding> Review(LoadResult loaded, Func<string, bool>? tableExists = null)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        if (loaded is not { Parameters: { } parameters, Resolved: { } resolved })
            return loaded.Findings;

        var findings = new List<Finding>(loaded.Findings);
        findings.AddRange(RunRules.Check(StaticChecks.All, parameters, resolved.Keys));
        if (tableExists is not null)
            findings.AddRange(ReferencedTables.Missing(parameters, resolved.Keys, tableExists));
        return ConfigurationLoader.Sort(findings);
    }
}
