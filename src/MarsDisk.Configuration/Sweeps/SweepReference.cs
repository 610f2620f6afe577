namespace MarsDisk.Configuration.Sweeps;

/// <summary>
/// The settings of a sweep file: what loading knows, and what an editor proposes and explains. <c>[]</c> stands for an entry of
/// a list.
/// </summary>
public static class SweepReference
{
    private const string Required = "required";

    /// <summary>All of them, in the order in which messages list them.</summary>
    public static IReadOnlyList<KeyRow> Rows { get; } =
    [
        Row("sweep", "text", Required, "Name of the sweep, and of its directory: up to 64 letters, digits, points, hyphens and underscores"),
        Row("base", "path", Required, "Configuration that all runs begin from, relative to this file"),
        Row("vary", "list", Required, "Keys that vary; the first entry varies slowest"),
        Row("random", "mapping", "", "Random points instead of the grid of all ranges"),
        Row("exclude", "list of text", "", "Points that are left out: comparisons of varied keys with values, joined by and"),
        Row("replicas", "integer", "1", "Runs of each point, with dynamics.rng_seed raised by one each"),
        Row("title", "text", "", "Readable part of directory names; {KEY}, {index} and {sweep} are filled in"),
        Row("parallel", "integer", "", "Runs that compute at once, over all processes"),
        Row("retries", "integer", "0", "How often a run that failed for no reason of its own is taken up again"),
        Row("collect", "list of words", "", "Members of summary.json that the table shows"),
        .. Entry("vary[]"),
        Row("vary[].zip", "list", "", "Keys that vary together, each with as many values"),
        .. Entry("vary[].zip[]"),
        Row("random.count", "integer", "0", "Points to draw; 0 keeps the grid"),
        Row("random.seed", "integer", "1", "The same seed draws the same points"),
        Row("random.method", "sobol | uniform", "sobol", "How points are drawn") with { Words = ["sobol", "uniform"] },
    ];

    /// <summary>Names that a section knows.</summary>
    internal static string[] NamesIn(string section) =>
        [.. Rows.Where(row => row.Path.Length > section.Length && SectionOf(row.Path) == section).Select(row => row.Path[(section.Length == 0 ? 0 : section.Length + 1)..])];

    private static IEnumerable<KeyRow> Entry(string path) =>
    [
        Row($"{path}.key", "key of a run", Required, "The key that varies"),
        Row($"{path}.values", "list", "", "Its values"),
        Row($"{path}.range", "mapping", "", "Its values between two ends, in place of a list"),
        Row($"{path}.range.from", "number", Required, "The first value"),
        Row($"{path}.range.to", "number", Required, "The last value"),
        Row($"{path}.range.count", "integer", Required, "How many values, at least 2"),
        Row($"{path}.range.scale", "linear | log", "linear", "Even distances, or even ratios") with { Words = ["linear", "log"] },
    ];

    private static string SectionOf(string path) => path.LastIndexOf('.') is > 0 and var end ? path[..end] : "";

    private static KeyRow Row(string path, string type, string presence, string effect) => new(path, type, "", presence, "", "", effect);
}
