using System.Globalization;
using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Keys.Types;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Loading;

/// <summary>
/// Gives every known key its value: the typed one of the file, else the default. A value that cannot be read is
/// reported and replaced, so that the rest can still be checked.
/// </summary>
internal sealed class KeyResolver
{
    private readonly KeyRegistry _registry;
    private readonly bool _isCorrected;
    private readonly List<Finding> _findings;
    private readonly Dictionary<string, YamlMapping?> _sections = new(StringComparer.Ordinal);
    private readonly Resolution _resolution;

    private KeyResolver(KeyRegistry registry, YamlMapping root, bool isCorrected, List<Finding> findings)
    {
        _registry = registry;
        _isCorrected = isCorrected;
        _findings = findings;
        _sections[""] = root;
        _resolution = new Resolution(root.Place);
    }

    public static Resolution Resolve(KeyRegistry registry, YamlMapping root, bool isCorrected, List<Finding> findings)
    {
        var resolver = new KeyResolver(registry, root, isCorrected, findings);
        foreach (var section in registry.Sections)
            resolver.ResolveSection(section);
        foreach (var key in registry.Keys)
            resolver.ResolveKey(key);
        return resolver._resolution;
    }

    private void ResolveSection(SectionDefinition section)
    {
        if (!_sections.TryGetValue(section.Parent, out var parent) || parent is null)
            return;

        var node = parent.Find(section.Name);
        if (node is not null)
            _resolution.SetPlace(section.Path, parent.PlaceOf(section.Name));
        var isNullable = section.Presence is SectionPresence.Null or SectionPresence.CanBeSwitchedOff;
        if (node is YamlMapping mapping)
        {
            _sections[section.Path] = mapping;
        }
        else if ((node is null && section.Presence is SectionPresence.Null) || (isNullable && node?.IsNull == true))
        {
            _resolution.Set(section.Path, null, node is null ? Origin.Default : OriginOf(node.Place));
        }
        else
        {
            ReportSection(section, node);
            _sections[section.Path] = new YamlMapping(_resolution.PlaceOf(section.Path));
        }
    }

    private void ReportSection(SectionDefinition section, YamlNode? node)
    {
        if (node is null && section.Presence is SectionPresence.Required)
            Report(section.Path, "TYPE", $"The section {section.Path} is missing.",
                $"Add {section.Path}: with its keys; see marsdisk config keys {section.Path}.");
        else if (node is not null)
            Report(section.Path, "TYPE", $"{section.Path} must be a mapping of keys.",
                "Indent its keys below it, or remove it to take its defaults.");
    }

    private void ResolveKey(KeyDefinition key)
    {
        if (!_sections.TryGetValue(key.Section, out var section) || section is null)
            return;

        var node = section.Find(key.Name);
        if (node is null)
        {
            TakeDefault(key);
            return;
        }

        _resolution.SetPlace(key.Path, node.Place);
        if (TryRead(key, node, out var value))
            _resolution.Set(key.Path, value, OriginOf(node.Place));
        else
            Replace(key);
    }

    private bool TryRead(KeyDefinition key, YamlNode node, out object? value)
    {
        var reading = key.Type.Read(node);
        value = reading.Value;
        if (reading.Problem is not null)
            return Report(key.Path, "TYPE", $"{key.Path} {reading.Problem}.", reading.Advice ?? Expectation(key));
        if (AsNumber(value) is { } number && !key.Bounds.Contains(number))
            return Report(key.Path, "RANGE", string.Create(CultureInfo.InvariantCulture,
                $"{key.Path} must be {Range(key)}, and is {number}."), Expectation(key));
        if (reading.Note is not null)
            _findings.Add(node.Place.Warning("RULE", $"{key.Path}: {reading.Note}.", "Use the new word."));
        if (value is YamlSequence segments)
            value = ResolveSegments(key.Path, segments);
        return true;
    }

    private List<IReadOnlyDictionary<string, object?>> ResolveSegments(string path, YamlSequence segments)
    {
        var resolved = new List<IReadOnlyDictionary<string, object?>>();
        for (var i = 0; i < segments.Items.Count; i++)
        {
            var findings = new List<Finding>();
            var segment = Resolve(KeyRegistry.SupplySegment, (YamlMapping)segments.Items[i], _isCorrected, findings);
            _findings.AddRange(findings.Select(finding =>
                finding with { Message = $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]: {finding.Message}" }));
            resolved.Add(segment.Values);
        }

        return resolved;
    }

    private void TakeDefault(KeyDefinition key)
    {
        if (key.IsRequired)
        {
            Report(key.Path, "TYPE", $"The key {key.Path} is missing.", Expectation(key));
            Replace(key);
        }
        else if (key.Default is ByProfile profile)
        {
            var value = _isCorrected ? profile.Corrected : profile.Reference;
            _resolution.Set(key.Path, value, new Origin(OriginKind.Profile, $"profile {(_isCorrected ? "corrected" : "reference")}"));
        }
        else
        {
            _resolution.Set(key.Path, key.Default, Origin.Default);
        }
    }

    // Not-a-number makes the comparisons of later rules false, so that one error does not cause more.
    private void Replace(KeyDefinition key)
    {
        var value = key switch
        {
            { IsRequired: false, Default: ByProfile profile } => profile.Reference,
            { IsRequired: false } => key.Default,
            _ when key.Type == KeyTypes.Number => double.NaN,
            _ when key.Type == KeyTypes.NumberList => Defaults.Numbers(),
            _ => "",
        };
        _resolution.Set(key.Path, value, Origin.Default);
    }

    private bool Report(string path, string code, string message, string advice)
    {
        _findings.Add(_resolution.PlaceOf(path).Error(code, message, advice));
        _resolution.Break(path);
        return false;
    }

    private static double? AsNumber(object? value) => value switch
    {
        double number => number,
        long integer => integer,
        _ => null,
    };

    private static string Range(KeyDefinition key) => key.Bounds == Bounds.Any
        ? "a finite number"
        : key.Bounds.ToString() is ['[' or '(', ..] ? $"in {key.Bounds}" : key.Bounds.ToString();

    private static string Expectation(KeyDefinition key)
    {
        var unit = key.Unit.Length == 0 ? "" : $" in {key.Unit}";
        var range = key.Bounds == Bounds.Any ? "" : $", {Range(key)}";
        return $"{key.Effect}: {key.Type.Name}{unit}{range}.";
    }

    private static Origin OriginOf(Place place) => place.IsFile
        ? new Origin(OriginKind.File, FormattableString.Invariant($"{place.File}:{place.Line}"))
        : new Origin(OriginKind.Override, place.File);
}
