using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Sweeps;

/// <summary>The lists of the reference program's study files, read as a sweep: each list is an axis.</summary>
internal static class StudyLists
{
    private const string TagName = "SWEEP_TAG";
    private const string ExtraName = "EXTRA_CASES";

    private static readonly (string List, string Case, string Key)[] Lists =
    [
        ("T_LIST", "T", "radiation.TM_K"),
        ("EPS_LIST", "EPS", "supply.mixing.epsilon_mix"),
        ("TAU_LIST", "TAU", "optical_depth.tau0_target"),
        ("I0_LIST", "I0", "dynamics.i0"),
        ("MU_LIST", "MU", "supply.const.mu_orbit10pct"),
    ];

    public static bool Are(YamlMapping root) => root.Names.Any(IsKnown);

    public static bool IsKnown(string name) => name is TagName or ExtraName || Array.Exists(Lists, list => list.List == name);

    /// <summary>Writes the lists as <c>sweep</c> and <c>vary</c>, in the order in which the reference nests its loops.</summary>
    public static void Translate(YamlMapping root, List<Finding> findings)
    {
        if (root.Find("sweep") is null && root.Find(TagName) is { } tag)
            root.TryAdd("sweep", root.PlaceOf(TagName), tag);
        if (root.Find("vary") is { } vary)
        {
            findings.Add(vary.Place.Error("RULE", "vary and the lists of a study file stand in one file.", "Keep one of the two."));
            return;
        }

        var axes = new YamlSequence(root.Place);
        foreach (var (list, _, key) in Lists.Where(list => root.Find(list.List) is not null))
        {
            var values = root.Find(list)!;
            var axis = new YamlMapping(values.Place);
            axis.Set("key", new YamlScalar(values.Place, key, isPlain: true));
            axis.Set("values", values);
            axes.Items.Add(axis);
        }

        root.Set("vary", axes);
    }

    /// <summary>Points beside the grid: a list of mappings such as <c>{ T: 4000, EPS: 0.5, TAU: 1.0 }</c>.</summary>
    public static IReadOnlyList<SweepCase> ExtraCases(YamlMapping root, AxisReader reader)
    {
        var cases = new List<SweepCase>();
        foreach (var item in new SweepNodes(root, reader.Findings).List(ExtraName))
        {
            if (item is YamlMapping { } extra && extra.Names.Any())
                cases.Add(new SweepCase(Values(extra, reader)));
            else
                reader.Findings.Add(item.Place.Error("TYPE", $"An entry of {ExtraName} must be a mapping.", "Write for example { T: 4000, EPS: 0.5, TAU: 1.0 }."));
        }

        return cases;
    }

    private static Dictionary<string, SweepValue> Values(YamlMapping extra, AxisReader reader)
    {
        var values = new Dictionary<string, SweepValue>(StringComparer.Ordinal);
        foreach (var name in extra.Names)
        {
            var key = Array.Find(Lists, list => list.Case == name).Key ?? name;
            if (reader.IsKnown(key, extra.PlaceOf(name)))
                values[key] = AxisReader.ValueOf(extra.Find(name)!);
        }

        return values;
    }
}
