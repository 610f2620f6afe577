using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Sweeps;

/// <summary>Reads the list <c>vary</c>: keys with values, ranges and groups that vary together.</summary>
internal sealed class AxisReader(List<Finding> findings)
{
    private static readonly string[] Names = SweepReference.NamesIn("vary[]");

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public List<Finding> Findings { get; } = findings;

    /// <summary>The ranges by key; a random sample takes the place of their grid.</summary>
    public Dictionary<string, SweepRange> Ranges { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<SweepAxis> Read(YamlNode? vary)
    {
        if (vary is null || vary.IsNull)
            return [];
        if (vary is YamlSequence list)
            return [.. list.Items.Select(ReadAxis).OfType<SweepAxis>()];

        Findings.Add(vary.Place.Error("TYPE", "vary must be a list.", "Write for example vary: [{ key: radiation.TM_K, values: [4000, 5000] }]."));
        return [];
    }

    /// <summary>A value as an override writes it.</summary>
    public static SweepValue ValueOf(YamlNode node) => new(TextOf(node), SweepLoader.PlaceOf(node.Place));

    /// <summary>Whether a key can be varied; a finding otherwise.</summary>
    public bool IsKnown(string key, Place place)
    {
        if (KeyRegistry.Run.Find(key) is not null)
            return true;

        var near = NearestName.Of(key, KeyRegistry.Run.Keys.Select(known => known.Path));
        var advice = KeyRegistry.Run.IsSection(key) ? $"{key} is a section; vary one of its keys."
            : near is null ? "Look for it with: marsdisk config keys." : $"Did you mean {near}?";
        Findings.Add(place.Error("KEY001", $"{key} is not a key of a run.", advice));
        return false;
    }

    private SweepAxis? ReadAxis(YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            Findings.Add(node.Place.Error("TYPE", "An entry of vary must be a mapping.", "Write for example { key: dynamics.i0, values: [0.05, 0.01] }."));
            return null;
        }

        ReportUnknown(mapping);
        return mapping.Find("zip") is { } zip ? ReadZip(mapping, zip) : ReadKey(mapping);
    }

    private SweepAxis? ReadKey(YamlMapping mapping)
    {
        if (mapping.Find("key") is not YamlScalar { IsNull: false } key)
        {
            Findings.Add(mapping.Place.Error("TYPE", "An entry of vary names no key.", "Add key: followed by the key that varies."));
            return null;
        }

        var isNew = _seen.Add(key.Text);
        if (!isNew)
            Findings.Add(key.Place.Error("RULE", $"{key.Text} varies twice.", "Put all its values into one entry."));
        var rows = Values(mapping, key.Text);
        return IsKnown(key.Text, key.Place) && isNew && rows is not null
            ? new SweepAxis([key.Text], [.. rows.Select(value => (IReadOnlyList<SweepValue>)[value])])
            : null;
    }

    private IReadOnlyList<SweepValue>? Values(YamlMapping mapping, string key)
    {
        switch (mapping.Find("values"), mapping.Find("range"))
        {
            case (YamlSequence { Items.Count: > 0 } values, null):
                return [.. values.Items.Select(ValueOf)];
            case (null, YamlMapping range):
                if (SweepRange.Read(range, Findings) is not { } read)
                    return null;
                Ranges[key] = read;
                return read.Grid();
            case (not null, not null):
                Findings.Add(mapping.Place.Error("TYPE", $"{key} has values and a range.", "Keep one of the two."));
                return null;
            default:
                Findings.Add((mapping.Find("values") ?? mapping.Find("range") ?? mapping).Place.Error(
                    "TYPE", $"{key} has no values.", "Add values: [ … ] with at least one value, or range: { from: 0.1, to: 1.0, count: 10, scale: log }."));
                return null;
        }
    }

    // Keys that vary together: the i-th row takes the i-th value of each.
    private SweepAxis? ReadZip(YamlMapping mapping, YamlNode zip)
    {
        if (zip is not YamlSequence { Items.Count: > 0 } list || mapping.Find("key") is not null)
        {
            Findings.Add(zip.Place.Error("TYPE", "zip must be a list of keys with values, and stand alone.", "Write zip: [{ key: A, values: [ … ] }, { key: B, values: [ … ] }]."));
            return null;
        }

        var axes = list.Items.Select(ReadAxis).ToList();
        if (axes.Contains(null))
            return null;
        if (axes.Exists(axis => axis!.Rows.Count != axes[0]!.Rows.Count))
        {
            Findings.Add(zip.Place.Error("RULE", $"The keys of a zip have {string.Join(", ", axes.Select(axis => axis!.Rows.Count))} values.", "Give each the same number of values."));
            return null;
        }

        foreach (var key in axes.SelectMany(axis => axis!.Keys))
            Ranges.Remove(key);                    // bound to its neighbours, hence no axis of a random sample
        return new SweepAxis(
            [.. axes.SelectMany(axis => axis!.Keys)],
            [.. Enumerable.Range(0, axes[0]!.Rows.Count).Select(row => (IReadOnlyList<SweepValue>)[.. axes.SelectMany(axis => axis!.Rows[row])])]);
    }

    private void ReportUnknown(YamlMapping mapping)
    {
        foreach (var name in mapping.Names.Where(name => !Names.Contains(name, StringComparer.Ordinal)))
        {
            var near = NearestName.Of(name, Names);
            Findings.Add(mapping.PlaceOf(name).Error("KEY001", $"{name} is not a part of an entry of vary.", near is null ? "Known are key, values, range and zip." : $"Did you mean {near}?"));
        }
    }

    private static string TextOf(YamlNode node) => node switch
    {
        YamlScalar { IsPlain: true } plain => plain.Text.Length == 0 ? "null" : plain.Text,
        YamlScalar quoted => quoted.Text.Contains('\'', StringComparison.Ordinal) ? $"\"{quoted.Text}\"" : $"'{quoted.Text}'",
        YamlSequence sequence => $"[{string.Join(", ", sequence.Items.Select(TextOf))}]",
        YamlMapping mapping => $"{{{string.Join(", ", mapping.Names.Select(name => $"{name}: {TextOf(mapping.Find(name)!)}"))}}}",
        _ => "",
    };
}
