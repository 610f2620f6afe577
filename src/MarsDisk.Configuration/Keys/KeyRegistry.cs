using MarsDisk.Configuration.Keys.Sections;

namespace MarsDisk.Configuration.Keys;

/// <summary>What an absent section means.</summary>
internal enum SectionPresence
{
    /// <summary>Its keys take their defaults.</summary>
    Defaulted,

    /// <summary>It must be given.</summary>
    Required,

    /// <summary>It is null.</summary>
    Null,

    /// <summary>Its keys take their defaults, and an explicit null switches it off.</summary>
    CanBeSwitchedOff,
}

/// <summary>A section of the configuration.</summary>
internal sealed record SectionDefinition(string Path, SectionPresence Presence)
{
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    public string Parent => Path.Contains('.', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('.')] : "";
}

/// <summary>All keys and sections of a run's configuration, in the order of the reference.</summary>
internal sealed class KeyRegistry
{
    private readonly Dictionary<string, KeyDefinition> _byPath;
    private readonly HashSet<string> _sectionPaths;

    private KeyRegistry(IReadOnlyList<KeyDefinition> keys)
    {
        Keys = keys;
        _byPath = keys.ToDictionary(key => key.Path, StringComparer.Ordinal);
        Sections = [.. keys.SelectMany(key => Prefixes(key.Section)).Distinct(StringComparer.Ordinal)
            .Select(path => new SectionDefinition(path, PresenceOf(path)))];
        _sectionPaths = Sections.Select(section => section.Path).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The keys of a whole configuration.</summary>
    public static KeyRegistry Run { get; } = new(
    [
        .. RootKeys.All, .. GeometryKeys.All, .. GrainKeys.All, .. DynamicsKeys.All, .. SurfaceKeys.All,
        .. SupplyKeys.All, .. SupplyLegacyKeys.All, .. SinksKeys.All, .. RadiationKeys.All, .. PhaseKeys.All,
        .. NumericsKeys.All, .. IoKeys.All, .. StreamingKeys.All,
    ]);

    /// <summary>The keys of one segment of supply.piecewise.</summary>
    public static KeyRegistry SupplySegment { get; } = new(SupplyLegacyKeys.Segment);

    public IReadOnlyList<KeyDefinition> Keys { get; }

    /// <summary>Sections, each after the one that contains it.</summary>
    public IReadOnlyList<SectionDefinition> Sections { get; }

    /// <summary>Paths of all keys and sections, a section before its first key.</summary>
    public IEnumerable<string> Paths =>
        Keys.SelectMany(key => Prefixes(key.Section).Append(key.Path)).Distinct(StringComparer.Ordinal);

    public KeyDefinition? Find(string path) => _byPath.GetValueOrDefault(path);

    public bool IsSection(string path) => _sectionPaths.Contains(path);

    private static SectionPresence PresenceOf(string section) => section switch
    {
        "geometry" or "material" or "sizes" or "initial" or "dynamics" or "psd" or "qstar" or "numerics" or "io"
            or "disk.geometry" => SectionPresence.Required,
        "disk" or "inner_disk_mass" or "shielding" or "radiation" or "radiation.mars_temperature_driver.constant"
            or "radiation.mars_temperature_driver.table" => SectionPresence.Null,
        "optical_depth" => SectionPresence.CanBeSwitchedOff,
        _ => SectionPresence.Defaulted,
    };

    private static IEnumerable<string> Prefixes(string section)
    {
        for (var dot = section.IndexOf('.', StringComparison.Ordinal); dot >= 0;
             dot = section.IndexOf('.', dot + 1))
            yield return section[..dot];
        if (section.Length > 0)
            yield return section;
    }
}
