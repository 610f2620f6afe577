using System.Security.Cryptography;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Restoring;

namespace MarsDisk.Snapshots.Legacy;

/// <summary>Opens the bodies of records that older programs wrote. They have no checksum and are passed through.</summary>
public sealed class LegacyRecordReader(SnapshotServices services)
{
    private readonly SnapshotPayloadReader _reader = new(services);

    /// <summary>Opens a body.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellation">Ends it.</param>
    public ValueTask<SnapshotOutcome<SnapshotReadResult>> OpenAsync(LegacyRecord record, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.IsOfLaterFormat)
            return ValueTask.FromResult(SnapshotOutcome.Failed<SnapshotReadResult>(
                SnapshotStatus.Incompatible, SnapshotStage.Open, SnapshotCodes.OpenFormat, $"'{record.PayloadType}' is a container; read it through its own columns."));
        if (record.IsOffloaded)
            return _reader.ReadAsync(HandleOf(record, SnapshotStoreKind.Blob, record.OffloadProvider ?? "", record.OffloadKey ?? "", record.Size), null, cancellation);
        return ValueTask.FromResult(OpenInline(record));
    }

    private SnapshotOutcome<SnapshotReadResult> OpenInline(LegacyRecord record)
    {
        Stream bytes;
        if (record.StateText is { } text)
            bytes = new CryptoStream(new AsciiStream(text), new FromBase64Transform(), CryptoStreamMode.Read);
        else if (record.StateData is { } data)
            bytes = new ReadOnlyMemoryStream(data);
        else
            return SnapshotOutcome.Failed<SnapshotReadResult>(
                SnapshotStatus.Corrupt, SnapshotStage.Open, SnapshotCodes.OpenAbsent, "The record says that its bytes are within it, but holds none.");
        var handle = HandleOf(record, SnapshotStoreKind.Inline, $"inline:{services.States.StoreName}", "", record.StateText is null ? record.StateData?.Length ?? -1 : -1);
        var body = new VerifiedBody.Plain(handle, bytes, services.Options.MaxBodyBytes);
        return SnapshotOutcome.Ok(new SnapshotReadResult(handle, body, () => body.ReachedEnd));
    }

    private static SnapshotPayloadHandle HandleOf(LegacyRecord record, SnapshotStoreKind kind, string provider, string key, long length) => new()
    {
        Kind = kind,
        Provider = provider,
        Key = key,
        StoredLength = length,
        BodyLength = -1,
        ContentType = "application/octet-stream",
        Format = PayloadFormat.LegacyRaw,
        PayloadType = record.PayloadType,
        PayloadVersion = 0,
        Codec = SnapshotCodec.None,
        Checksum = SnapshotChecksum.None,
        WriteId = Guid.Empty,
    };

    /// <summary>Gives the characters of a Base64 text as bytes, without a second copy of the text.</summary>
    private sealed class AsciiStream(string text) : ReadOnlyStream
    {
        private int _position;

        public override long Length => text.Length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, text.Length - _position);
            for (var i = 0; i < count; i++)
                buffer[i] = text[_position + i] < 128 ? (byte)text[_position + i] : (byte)'?';
            _position += count;
            return count;
        }
    }
}
