namespace MarsDisk.Configuration.Node;

/// <summary>
/// Keys <c>marsdisk.snapshot-io</c>, by path: the kinds of store read their own, so that a new kind needs no type here.
/// </summary>
public sealed class SnapshotIoSection
{
    internal const string Root = "snapshot-io";

    private readonly IReadOnlyDictionary<string, object> _values;

    internal SnapshotIoSection(IReadOnlyDictionary<string, object> values) => _values = values;

    /// <summary>The same section with some values of another one.</summary>
    /// <param name="fresh">The other one.</param>
    /// <param name="paths">Paths below <c>marsdisk.snapshot-io</c> of what is taken from it.</param>
    public SnapshotIoSection With(SnapshotIoSection fresh, IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        ArgumentNullException.ThrowIfNull(paths);
        var values = _values.ToDictionary(StringComparer.Ordinal);
        foreach (var path in paths)
            values[$"{Root}.{path}"] = fresh._values[$"{Root}.{path}"];
        return new SnapshotIoSection(values);
    }

    /// <summary>A text or a chosen word.</summary>
    /// <param name="path">Path below <c>marsdisk.snapshot-io</c>.</param>
    public string Text(string path) => (string)_values[$"{Root}.{path}"];

    /// <summary>A number, or a size in bytes.</summary>
    /// <param name="path">Path below <c>marsdisk.snapshot-io</c>.</param>
    public long Number(string path) => (long)_values[$"{Root}.{path}"];

    /// <summary>A duration.</summary>
    /// <param name="path">Path below <c>marsdisk.snapshot-io</c>.</param>
    public TimeSpan Time(string path) => (TimeSpan)_values[$"{Root}.{path}"];

    /// <summary>A switch.</summary>
    /// <param name="path">Path below <c>marsdisk.snapshot-io</c>.</param>
    public bool Flag(string path) => Text(path) == "true";
}
