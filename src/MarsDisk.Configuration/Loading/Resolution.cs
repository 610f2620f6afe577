using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Loading;

/// <summary>
/// Every key with its typed value, origin and place. A section that is null stands in it as a value of null under the
/// path of the section, and its keys are missing.
/// </summary>
internal sealed class Resolution(Place root)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Origin> _origins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, object?> Values => _values;

    public Origin OriginOf(string path) => _origins[path];

    public bool IsGiven(string path) => _places.ContainsKey(path);

    public bool IsBroken(string path) => _broken.Contains(path);

    /// <summary>The place of a key, else of the section around it, else of the file.</summary>
    public Place PlaceOf(string path)
    {
        for (; path.Length > 0; path = path.Contains('.', StringComparison.Ordinal) ? path[..path.LastIndexOf('.')] : "")
        {
            if (_places.TryGetValue(path, out var place))
                return place;
        }

        return root;
    }

    public void Set(string path, object? value, Origin origin)
    {
        _values[path] = value;
        _origins[path] = origin;
    }

    public void SetPlace(string path, Place place) => _places[path] = place;

    /// <summary>Remembers that the key has an error, so that rules about it stay silent.</summary>
    public void Break(string path) => _broken.Add(path);
}
