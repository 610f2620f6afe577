using System.Globalization;
using System.Text;

namespace MarsDisk.Snapshots.Akka;

/// <summary>Which serializer wrote a body: <c>akka:&lt;identifier&gt;:&lt;manifest&gt;</c>, the payload type in container and record.</summary>
internal readonly record struct ObjectType(int SerializerId, string Manifest)
{
    private const string Prefix = "akka:";
    private const int BytesMax = 1024;

    /// <summary>Reads a payload type; null: no serializer wrote it.</summary>
    public static ObjectType? Parse(string payloadType)
    {
        if (!payloadType.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var end = payloadType.IndexOf(':', Prefix.Length);
        return end > 0 && int.TryParse(payloadType.AsSpan(Prefix.Length, end - Prefix.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            ? new ObjectType(id, payloadType[(end + 1)..])
            : null;
    }

    /// <summary>The payload type.</summary>
    /// <exception cref="SnapshotStoreException">The manifest is too long.</exception>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{SerializerId}:{Manifest}");
        return Encoding.UTF8.GetByteCount(text) <= BytesMax
            ? text
            : throw new SnapshotStoreException(
                SnapshotStatus.TooLarge, Diagnostics.SnapshotCodes.DecodeType, $"The manifest of serializer {SerializerId} is longer than {BytesMax} bytes.");
    }
}
