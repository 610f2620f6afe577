using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Sweeps;

/// <summary>Puts one axis of random points in the place of the grid of all ranges, when the sweep asks for it.</summary>
internal static class RandomSample
{
    private const int CountMax = 100_000;

    private static readonly string[] Names = SweepReference.NamesIn("random");

    public static IReadOnlyList<SweepAxis> Replace(IReadOnlyList<SweepAxis> axes, IReadOnlyDictionary<string, SweepRange> ranges, SweepNodes sweep)
    {
        if (sweep.Root.Find("random") is not { IsNull: false } node)
            return axes;
        if (node is not YamlMapping random)
        {
            sweep.Refuse(node.Place, "TYPE", "random must be a mapping.", "Write random: { count: 100, seed: 1, method: sobol }.");
            return axes;
        }

        var nodes = new SweepNodes(random, sweep.Findings);
        foreach (var name in random.Names.Where(name => !Names.Contains(name, StringComparer.Ordinal)))
            nodes.Refuse(random.PlaceOf(name), "KEY001", $"{name} is not a part of random.", NearestName.Of(name, Names) is { } near ? $"Did you mean {near}?" : "Known are count, seed and method.");
        var count = nodes.Integer("count", 0, CountMax) ?? 0;
        var seed = nodes.Integer("seed", 0, long.MaxValue) ?? 1;
        var isSobol = Method(nodes) == "sobol";
        if (count == 0)
            return axes;
        if (Refuses(nodes, ranges.Count, isSobol))
            return axes;

        return Replaced(axes, ranges, isSobol ? SampleSequence.Sobol(ranges.Count, (int)count, seed) : SampleSequence.Uniform(ranges.Count, (int)count, seed));
    }

    private static string Method(SweepNodes nodes)
    {
        var method = nodes.Root.Find("method") is YamlScalar word ? word.Text : "sobol";
        if (method is not ("sobol" or "uniform"))
            nodes.Refuse(nodes.Root.Find("method")!.Place, "TYPE", $"method must be sobol or uniform, and is \"{method}\".");
        return method;
    }

    private static bool Refuses(SweepNodes nodes, int ranges, bool isSobol)
    {
        if (ranges == 0)
            nodes.Refuse(nodes.Root.Place, "RULE", "A random sample needs at least one range in vary.", "Give a key range: { from, to, count }, or remove random.");
        else if (isSobol && ranges > SampleSequence.SobolDimensionsMax)
            nodes.Refuse(nodes.Root.Place, "RULE", $"method sobol takes at most {SampleSequence.SobolDimensionsMax} ranges, and there are {ranges}.", "Use method: uniform.");
        else
            return false;
        return true;
    }

    private static List<SweepAxis> Replaced(IReadOnlyList<SweepAxis> axes, IReadOnlyDictionary<string, SweepRange> ranges, double[][] points)
    {
        var sampled = axes.Where(axis => axis.Keys is [var key] && ranges.ContainsKey(key)).ToList();
        var keys = sampled.Select(axis => axis.Keys[0]).ToList();
        var sample = new SweepAxis(keys, [.. points.Select(point => (IReadOnlyList<SweepValue>)[.. keys.Select((key, d) => ranges[key].Sample(point[d]))])]);

        var replaced = axes.Except(sampled).ToList();
        replaced.Insert(axes.Take(axes.ToList().IndexOf(sampled[0])).Count(axis => !sampled.Contains(axis)), sample);
        return replaced;
    }
}
