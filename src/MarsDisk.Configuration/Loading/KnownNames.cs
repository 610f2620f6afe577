using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Loading;

/// <summary>What is done to the names of a configuration before its values are read.</summary>
internal static class KnownNames
{
    /// <summary>Moves the entries of a mapping physics to the root, where they do not exist yet.</summary>
    public static void LiftPhysics(YamlMapping root)
    {
        if (root.Find("physics") is not YamlMapping physics)
            return;

        foreach (var name in physics.Names.ToArray())
        {
            var target = name == "mode" ? "physics_mode" : name;
            root.TryAdd(target, physics.PlaceOf(name), physics.Find(name)!);
        }

        root.Remove("physics");
    }

    /// <summary>Reports retired keys and takes them out.</summary>
    public static void RefuseRetired(YamlMapping root, List<Finding> findings)
    {
        foreach (var retired in RetiredKey.All)
        {
            var (container, name) = Find(root, retired.Path);
            if (container?.Find(name) is null)
                continue;
            findings.Add(container.PlaceOf(name).Error("KEY002", $"{retired.Path} is retired.",
                $"Use {retired.Replacement} instead."));
            container.Remove(name);
            if (!container.Names.Any() && !KeyRegistry.Run.IsSection(Parent(retired.Path)))
                root.Remove(Parent(retired.Path));
        }
    }

    /// <summary>Puts values under deprecated names where they are read, with a warning.</summary>
    public static void Rename(YamlMapping root, List<Finding> findings)
    {
        foreach (var renamed in RenamedKey.All)
        {
            var (container, name) = Find(root, renamed.Path);
            if (container?.Find(name) is not { } node)
                continue;

            var place = container.PlaceOf(name);
            container.Remove(name);
            if (node.IsNull)
                continue;
            findings.Add(place.Warning("RULE", $"{renamed.Path} is a deprecated name of {renamed.Target}.",
                $"Use {renamed.Target}."));
            if (renamed.Translate is not null && node is YamlScalar flag)
                node = new YamlScalar(flag.Place, renamed.Translate(flag.Text), isPlain: true);
            Place(root, renamed, place, node, findings);
        }
    }

    /// <summary>Reports keys that are none, each with the nearest one that is.</summary>
    public static void ReportUnknown(
        YamlMapping mapping, KeyRegistry registry, List<Finding> findings, string section = "")
    {
        foreach (var name in mapping.Names)
        {
            var path = section.Length == 0 ? name : $"{section}.{name}";
            var node = mapping.Find(name)!;
            if (registry.Find(path) is not null)
                ReportInSegments(path, node, findings);
            else if (registry.IsSection(path))
                ReportBelow(node, registry, findings, path);
            else if (!SilentKeys.Contains(path))
                findings.Add(mapping.PlaceOf(name).Warning("KEY001", $"{Shorten(path)} is not a setting; it is ignored.",
                    NearestBelow(path, node, registry) is { } nearest ? $"Did you mean {nearest}?" : "Remove it, or begin its name with _."));
        }
    }

    private static void ReportBelow(YamlNode node, KeyRegistry registry, List<Finding> findings, string path)
    {
        if (node is YamlMapping mapping)
            ReportUnknown(mapping, registry, findings, path);
    }

    private static void ReportInSegments(string path, YamlNode node, List<Finding> findings)
    {
        if (path != "supply.piecewise" || node is not YamlSequence segments)
            return;
        foreach (var segment in segments.Items.OfType<YamlMapping>())
            ReportUnknown(segment, KeyRegistry.SupplySegment, findings);
    }

    private static void Place(YamlMapping root, RenamedKey renamed, Place place, YamlNode node, List<Finding> findings)
    {
        var (target, name) = Find(root, renamed.Target, place);
        var existing = target?.Find(name);
        if (existing is null || existing.IsNull)
            target?.Set(name, node);
        else if (!IsSame(existing, node))
            findings.Add(place.Error("RULE", $"{renamed.Path} and {renamed.Target} have different values.",
                $"Keep {renamed.Target} only."));
    }

    private static bool IsSame(YamlNode one, YamlNode other) =>
        one is YamlScalar a && other is YamlScalar b
        && (a.Text == b.Text || (YamlWords.Number(a.Text) is { } left && left.Equals(YamlWords.Number(b.Text))));

    private static (YamlMapping? Container, string Name) Find(YamlMapping root, string path, Place? create = null)
    {
        var names = path.Split('.');
        YamlMapping? container = root;
        foreach (var name in names.AsSpan(0, names.Length - 1))
        {
            if (create is not null && container!.Find(name) is null)
                container.Set(name, new YamlMapping(create));
            container = container?.Find(name) as YamlMapping;
            if (container is null)
                break;
        }

        return (container, names[^1]);
    }

    private static string Parent(string path) =>
        path.Contains('.', StringComparison.Ordinal) ? path[..path.LastIndexOf('.')] : path;

    // Of a section that is none, the first key in it tells more than its own name: phisics.mode is near to physics_mode.
    private static string? NearestBelow(string path, YamlNode node, KeyRegistry registry)
    {
        if (node is not YamlMapping mapping || mapping.Names.FirstOrDefault() is not { } first)
            return Nearest(path, registry);

        var sections = registry.Sections.Select(section => section.Path);
        return NearestName.Of(path, sections)
            ?? NearestName.Of($"{path}.{first}", registry.Keys.Select(key => key.Path))
            ?? Nearest(path, registry);
    }

    // A name in its own section first; then the same name in another one; then anything near.
    private static string? Nearest(string path, KeyRegistry registry)
    {
        // The override physics.mode=… arrives as this, because physics. is dropped from every path.
        if (path == "mode")
            return "physics_mode";

        var section = path.Contains('.', StringComparison.Ordinal) ? Parent(path) + "." : "";
        var name = path[section.Length..];
        var known = registry.Keys.Select(key => key.Path).Concat(registry.Sections.Select(known => known.Path)).ToArray();
        var siblings = known.Where(other => other.StartsWith(section, StringComparison.Ordinal)
            && other.IndexOf('.', section.Length) < 0).Select(other => other[section.Length..]);
        if (NearestName.Of(name, siblings) is { } sibling)
            return section + sibling;
        return Array.Find(known, other => other.EndsWith("." + name, StringComparison.Ordinal)) ?? NearestName.Of(path, known);
    }

    private static string Shorten(string path) => path.Length > 120 ? path[..120] + "…" : path;
}
