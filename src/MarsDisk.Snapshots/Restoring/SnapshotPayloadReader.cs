using MarsDisk.Snapshots.Container;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Restoring;

/// <summary>Opens bodies, wherever they lie.</summary>
public sealed class SnapshotPayloadReader(SnapshotServices services) : ISnapshotPayloadReader
{
    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<SnapshotReadResult>> ReadAsync(
        SnapshotPayloadHandle handle, SnapshotReadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(handle);
        var bytes = handle.Kind == SnapshotStoreKind.Inline
            ? OpenInline(handle)
            : await OpenBlobAsync(handle, options, cancellation).ConfigureAwait(false);
        return bytes.TryGet(out var stream)
            ? await DecodeAsync(handle, owner: null, stream, options ?? new SnapshotReadOptions(), cancellation).ConfigureAwait(false)
            : bytes.As<SnapshotReadResult>();
    }

    /// <summary>Opens the body of a record, and compares the identity in its container with the record's.</summary>
    /// <param name="record">What is read.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends it.</param>
    public async ValueTask<SnapshotOutcome<SnapshotReadResult>> OpenAsync(
        SnapshotStateRecord record, SnapshotReadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        var bytes = record.Payload switch
        {
            { Kind: SnapshotStoreKind.Inline, InlineBytes.IsEmpty: true } => await services.States.OpenInlineAsync(record, cancellation).ConfigureAwait(false),
            { Kind: SnapshotStoreKind.Inline } => OpenInline(record.Payload),
            _ => await OpenBlobAsync(record.Payload, options, cancellation).ConfigureAwait(false),
        };
        return bytes.TryGet(out var stream)
            ? await DecodeAsync(record.Payload, record, stream, options ?? new SnapshotReadOptions(), cancellation).ConfigureAwait(false)
            : bytes.As<SnapshotReadResult>();
    }

    private static SnapshotOutcome<Stream> OpenInline(SnapshotPayloadHandle handle) => handle.InlineBytes.Length == handle.StoredLength
        ? SnapshotOutcome.Ok<Stream>(new ReadOnlyMemoryStream(handle.InlineBytes))
        : SnapshotOutcome.Failed<Stream>(
            SnapshotStatus.NotFound, SnapshotStage.Open, SnapshotCodes.OpenAbsent, "The handle is of an inline record but carries no bytes; open the record.");

    private async ValueTask<SnapshotOutcome<Stream>> OpenBlobAsync(
        SnapshotPayloadHandle handle, SnapshotReadOptions? options, CancellationToken cancellation)
    {
        if (services.BlobsOf(handle.Provider) is not { } blobs)
            return SnapshotOutcome.Failed<Stream>(
                SnapshotStatus.Incompatible, SnapshotStage.Open, SnapshotCodes.OpenProvider, $"The bytes lie in the store '{handle.Provider}', which is not configured.");
        var got = await blobs.GetAsync(handle.Key, cancellation: cancellation).ConfigureAwait(false);
        if (!got.TryGet(out var first))
            return SnapshotOutcome.Failed<Stream>(got.Status, got.Error! with { Stage = SnapshotStage.Open });
        return handle.StoredLength >= 0 && blobs.Capabilities.HasFlag(BlobCapabilities.RangeRead)
            ? SnapshotOutcome.Ok<Stream>(new ResumingStream(
                blobs, handle.Key, handle.StoredLength, options?.ReadRetries ?? services.Options.Restore.ReadRetries, services.Host.Time, first))
            : got;
    }

    private async ValueTask<SnapshotOutcome<SnapshotReadResult>> DecodeAsync(
        SnapshotPayloadHandle handle, SnapshotStateRecord? owner, Stream bytes, SnapshotReadOptions options, CancellationToken cancellation)
    {
        var limit = options.MaxBodyBytes ?? services.Options.MaxBodyBytes;
        try
        {
            if (handle.Format == PayloadFormat.LegacyRaw)
            {
                var plain = new VerifiedBody.Plain(handle, bytes, limit);
                return SnapshotOutcome.Ok(new SnapshotReadResult(handle, plain, () => plain.ReachedEnd));
            }
            var container = await ContainerReadStream.OpenAsync(
                bytes, limit, options.VerifyWholeChecksum, overlaps: !services.Host.SingleThreaded, cancellation).ConfigureAwait(false);
            var body = new VerifiedBody.OfContainer(handle, bytes, container);
            if (owner is not null && DifferenceOf(container.Header, owner) is { } difference)
            {
                await body.DisposeAsync().ConfigureAwait(false);
                return Corrupt(handle, SnapshotCodes.OpenIdentity, difference);
            }
            return SnapshotOutcome.Ok(new SnapshotReadResult(handle, body, () => body.ReachedEnd));
        }
        catch (ContainerException error)
        {
            await bytes.DisposeAsync().ConfigureAwait(false);
            return error.Fault == ContainerFault.Incompatible
                ? SnapshotOutcome.Failed<SnapshotReadResult>(SnapshotStatus.Incompatible, SnapshotStage.Open, SnapshotCodes.OpenFormat, error.Message, cause: error)
                : Corrupt(handle, SnapshotCodes.DecodeCorrupt, error.Message, error);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            await bytes.DisposeAsync().ConfigureAwait(false);
            return SnapshotOutcome.Failed<SnapshotReadResult>(
                SnapshotStatus.Unavailable, SnapshotStage.Open, SnapshotCodes.DecodeIo, $"The object cannot be read: {error.Message}", isTransient: true, error);
        }
    }

    private static SnapshotOutcome<SnapshotReadResult> Corrupt(SnapshotPayloadHandle handle, string code, string message, Exception? cause = null)
    {
        SnapshotMetrics.ChecksumFailed(handle.Provider);
        return SnapshotOutcome.Failed<SnapshotReadResult>(SnapshotStatus.Corrupt, SnapshotStage.Open, code, message, cause: cause);
    }

    private static string? DifferenceOf(ContainerHeader header, SnapshotStateRecord record) =>
        header.Scope == record.Series.Scope && header.Name == record.Series.Name && header.SchemaTag == record.Series.SchemaTag
        && header.Generation == record.Position.Generation && header.Sequence == record.Position.Sequence
            ? null
            : $"The container is of {header.Scope}/{header.Name}, generation {header.Generation}, sequence {header.Sequence}; "
              + $"the record is of {record.Series}, generation {record.Position.Generation}, sequence {record.Position.Sequence}.";
}
