using System.Text.Json;

namespace MarsDisk.Snapshots.Acceptance.Bodies;

/// <summary>
/// How programs save a body that know no streams: a growing stream, a copy as an array, and a record with the array as text.
/// Measured beside the stream to see what that costs.
/// </summary>
public static class WholeBody
{
    /// <summary>The body as one array.</summary>
    public static async Task<byte[]> ArrayOfAsync(ISnapshotSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var collected = new MemoryStream();
        await source.WriteBodyAsync(collected, CancellationToken.None).ConfigureAwait(false);
        return collected.ToArray();
    }

    /// <summary>Saves it as the text of a record.</summary>
    /// <returns>Bytes of the record.</returns>
    public static async Task<long> SaveAsTextAsync(ISnapshotSource source, string path)
    {
        var body = await ArrayOfAsync(source).ConfigureAwait(false);
        var record = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["StateData"] = Convert.ToBase64String(body) });
        await File.WriteAllTextAsync(path, record).ConfigureAwait(false);
        return record.Length;
    }
}
