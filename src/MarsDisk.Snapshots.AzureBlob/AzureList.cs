using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace MarsDisk.Snapshots.AzureBlob;

/// <summary>A page of a list of blobs.</summary>
/// <param name="Blobs">Name, length, tag and time of each.</param>
/// <param name="NextMarker">Where the next page begins; empty: there is none.</param>
internal sealed record AzureList(IReadOnlyList<AzureListed> Blobs, string NextMarker)
{
    public static async Task<AzureList> ReadAsync(Stream page, CancellationToken cancellation)
    {
        try
        {
            var document = await XDocument.LoadAsync(page, LoadOptions.None, cancellation).ConfigureAwait(false);
            return new AzureList(
                [.. document.Root!.Element("Blobs")!.Elements("Blob").Select(Listed)],
                document.Root.Element("NextMarker")?.Value ?? "");
        }
        catch (Exception error) when (error is XmlException or FormatException or NullReferenceException or OverflowException)
        {
            throw new IOException("The service sent a list that cannot be understood.", error);
        }
    }

    private static AzureListed Listed(XElement blob)
    {
        var properties = blob.Element("Properties")!;
        var name = blob.Element("Name")!;
        var tag = properties.Element("Etag")?.Value;
        return new AzureListed(
            (bool?)name.Attribute("Encoded") == true ? Uri.UnescapeDataString(name.Value) : name.Value,
            long.Parse(properties.Element("Content-Length")!.Value, CultureInfo.InvariantCulture),
            tag is null || tag.StartsWith('"') ? tag : $"\"{tag}\"",         // as in the header
            DateTimeOffset.Parse(properties.Element("Last-Modified")!.Value, CultureInfo.InvariantCulture));
    }
}

/// <summary>A blob of a list.</summary>
internal sealed record AzureListed(string Name, long Length, string? ETag, DateTimeOffset LastModified);
