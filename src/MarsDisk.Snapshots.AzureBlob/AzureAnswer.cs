namespace MarsDisk.Snapshots.AzureBlob;

/// <summary>What the headers of an answer say of a blob.</summary>
internal sealed record AzureAnswer(
    long Length, string? ETag, DateTimeOffset LastModified, DateTimeOffset ServerNow, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataFront = "x-ms-meta-";

    /// <summary>Name of a header of metadata. The service takes identifiers only, so hyphens become underscores.</summary>
    public static string HeaderOf(string name) => MetadataFront + name.Replace('-', '_');

    public static AzureAnswer Of(HttpResponseMessage answer, TimeProvider clock)
    {
        var now = answer.Headers.Date ?? clock.GetUtcNow();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var header in answer.Headers.NonValidated)
        {
            if (header.Key.StartsWith(MetadataFront, StringComparison.OrdinalIgnoreCase))
                metadata[header.Key[MetadataFront.Length..].ToLowerInvariant().Replace('_', '-')] = header.Value.ToString();
        }
        return new AzureAnswer(
            answer.Content.Headers.ContentLength ?? 0,
            answer.Headers.ETag?.ToString(),
            answer.Content.Headers.LastModified ?? now,
            now,
            metadata);
    }
}
