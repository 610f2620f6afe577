using System.Globalization;
using MarsDisk.Snapshots.PostgreSql.Sql;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.Blobs;

/// <summary>The row of an object: everything but its bytes. The row and its chunks become visible in one transaction.</summary>
internal sealed record BlobRow
{
    /// <summary>Columns of a row, in the order of <see cref="Read"/>, the server's clock last.</summary>
    public const string Columns = $"blob_key, length, sha256, write_id, metadata, published_ticks, {SqlText.NowTicks}";

    private readonly long _publishedTicks;
    private readonly long _nowTicks;

    private BlobRow(string name, long length, string sha256, Guid writeId, string[] metadata, long publishedTicks, long nowTicks)
    {
        Name = name;
        Length = length;
        Checksum = new SnapshotChecksum(ChecksumAlgorithm.Sha256, sha256);
        WriteId = writeId;
        Metadata = metadata;
        _publishedTicks = publishedTicks;
        _nowTicks = nowTicks;
    }

    /// <summary>Key with the prefix.</summary>
    public string Name { get; }

    public long Length { get; }

    public SnapshotChecksum Checksum { get; }

    public Guid WriteId { get; }

    /// <summary>Names and values in turn.</summary>
    public string[] Metadata { get; }

    public static BlobRow Read(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetGuid(3), reader.GetFieldValue<string[]>(4),
        reader.GetInt64(5), reader.GetInt64(6));

    /// <summary>Metadata of a request as names and values in turn.</summary>
    public static string[] MetadataOf(BlobPutRequest request) =>
        [.. (request.Metadata ?? new Dictionary<string, string>(StringComparer.Ordinal)).SelectMany(pair => new[] { pair.Key, pair.Value })];

    public BlobPutReceipt ToReceipt(string key, bool alreadyExisted) => new(key, Length, Checksum.Hex, TimeOf(_publishedTicks), alreadyExisted);

    public BlobProperties ToProperties(string key)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index + 1 < Metadata.Length; index += 2)
            metadata[Metadata[index]] = Metadata[index + 1];
        metadata[BlobMetadata.WriteId] = WriteId.ToString("N", CultureInfo.InvariantCulture);
        metadata[BlobMetadata.Sha256] = Checksum.Hex;
        return new BlobProperties(key, Length, Checksum.Hex, TimeOf(_publishedTicks), TimeOf(_nowTicks), metadata);
    }

    private static DateTimeOffset TimeOf(long ticks) => new(ticks, TimeSpan.Zero);
}
