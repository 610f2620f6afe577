using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Loading;
using MarsDisk.Configuration.Mapping;
using MarsDisk.Configuration.Rules;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration;

/// <summary>
/// Loads the configuration of a run: YAML 1.2, overrides, the environment's switches, the numerics profile, and every
/// check that needs no other file. Nothing is thrown for bad input; all findings come at once.
/// </summary>
public static class ConfigurationLoader
{
    private static readonly EnvironmentSwitches NoSwitches = new(null, null, null, null);

    /// <summary>Loads from a stream of bytes; no more than 1 MiB is read.</summary>
    /// <param name="stream">UTF-8, with or without byte order mark.</param>
    /// <param name="fileName">Name of the file as findings and origins show it.</param>
    /// <param name="overrides">Overrides in the order of their application; those of files come first.</param>
    /// <param name="environment">Switches of the environment.</param>
    public static LoadResult Load(
        Stream stream, string fileName, IEnumerable<OverrideText>? overrides = null,
        EnvironmentSwitches? environment = null)
    {
        ArgumentNullException.ThrowIfNull(stream);

        var text = YamlBytes.Read(stream, fileName, out var refusal);
        return text is null
            ? new LoadResult(null, [refusal!], null)
            : Load(text, fileName, overrides, environment);
    }

    /// <summary>Loads from text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">Name of the file as findings and origins show it.</param>
    /// <param name="overrides">Overrides in the order of their application; those of files come first.</param>
    /// <param name="environment">Switches of the environment.</param>
    public static LoadResult Load(
        string text, string fileName, IEnumerable<OverrideText>? overrides = null,
        EnvironmentSwitches? environment = null)
    {
        ArgumentNullException.ThrowIfNull(text);

        var document = YamlBytes.Check(text, fileName) is { } tooLarge
            ? Refuse(tooLarge, out var refusal)
            : YamlReader.Read(text, fileName, out refusal);
        if (document is null)
            return new LoadResult(null, [refusal!], null);
        if (document is not YamlMapping root)
            return new LoadResult(null, [document.Place.Error("TYPE", "A configuration must be a mapping of keys.")], null);

        return Load(root, overrides ?? [], environment ?? NoSwitches);
    }

    private static LoadResult Load(YamlMapping root, IEnumerable<OverrideText> overrides, EnvironmentSwitches environment)
    {
        var findings = new List<Finding>();
        Overrides.Apply(root, overrides, findings);
        KnownNames.LiftPhysics(root);
        KnownNames.RefuseRetired(root, findings);
        KnownNames.Rename(root, findings);
        KnownNames.ReportUnknown(root, KeyRegistry.Run, findings);

        var isCorrected = root.Find("numerics") is YamlMapping numerics
            && numerics.Find("profile") is YamlScalar { Text: "corrected" };
        var keys = KeyResolver.Resolve(KeyRegistry.Run, root, isCorrected, findings);
        Derivations.Apply(keys, environment, findings);
        var parameters = RootReader.Run(new KeyValues(keys.Values));
        findings.AddRange(RunRules.Check(parameters, keys));

        var sorted = Sort(findings);
        return sorted.Exists(finding => finding.Severity == Severity.Error)
            ? new LoadResult(null, sorted, null)
            : new LoadResult(parameters, sorted, new ResolvedConfiguration(parameters, keys));
    }

    private static YamlNode? Refuse(Finding finding, out Finding? refusal)
    {
        refusal = finding;
        return null;
    }

    // Files in the order of their lines; overrides and variables, which have no line, last.
    internal static List<Finding> Sort(IEnumerable<Finding> findings) =>
        [.. findings.Order(Comparer<Finding>.Create(CompareByPlace))];

    private static int CompareByPlace(Finding one, Finding other)
    {
        var lines = (one.Line == 0 ? int.MaxValue : one.Line).CompareTo(other.Line == 0 ? int.MaxValue : other.Line);
        return lines != 0 ? lines : one.Column.CompareTo(other.Column);
    }
}
