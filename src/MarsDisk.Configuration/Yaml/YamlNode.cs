namespace MarsDisk.Configuration.Yaml;

/// <summary>A node of a configuration file that remembers where it was written.</summary>
internal abstract class YamlNode(Place place)
{
    public Place Place { get; } = place;

    public bool IsNull => this is YamlScalar { IsPlain: true } scalar && YamlWords.IsNull(scalar.Text);
}

/// <summary>A scalar as written. Only a plain one can stand for null, a boolean or a number.</summary>
internal sealed class YamlScalar(Place place, string text, bool isPlain) : YamlNode(place)
{
    public string Text { get; } = text;

    public bool IsPlain { get; } = isPlain;
}

/// <summary>A list.</summary>
internal sealed class YamlSequence(Place place) : YamlNode(place)
{
    public List<YamlNode> Items { get; } = [];
}

/// <summary>A mapping with text keys in the order of the file.</summary>
internal sealed class YamlMapping(Place place) : YamlNode(place)
{
    private readonly OrderedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _entries.Keys;

    public YamlNode? Find(string name) => _entries.TryGetValue(name, out var entry) ? entry.Value : null;

    public Place PlaceOf(string name) => _entries[name].Key;

    public bool TryAdd(string name, Place key, YamlNode value) => _entries.TryAdd(name, new Entry(key, value));

    public void Set(string name, YamlNode value) => _entries[name] = new Entry(value.Place, value);

    public void Remove(string name) => _entries.Remove(name);

    /// <summary>Adds under the name, keeping the place of the key, what stood under another one.</summary>
    public void Rename(string name, string to)
    {
        var entry = _entries[name];
        _entries.Remove(name);
        _entries[to] = entry;
    }

    // A class: framework collections of own structs are compiled at every start.
    private sealed record Entry(Place Key, YamlNode Value);
}
