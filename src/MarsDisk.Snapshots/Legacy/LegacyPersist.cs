using System.Security.Cryptography;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Restoring;
using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.Legacy;

/// <summary>
/// The way of older programs, behind the same face: the whole body in one array, plain bytes at rest. Kept so that a
/// migration can be compared with it and taken back; it is limited, because it needs a multiple of the body in memory.
/// </summary>
internal sealed class LegacyPersist(SnapshotServices services)
{
    /// <summary>Writes the body into an array and places it.</summary>
    /// <returns>The handle and the body; the body is null when it failed.</returns>
    public async ValueTask<(SnapshotOutcome<SnapshotPayloadHandle> Placed, byte[]? Body)> PlaceAsync(
        SnapshotWriteOptions options, SnapshotBodyWriter writeBody, CancellationToken cancellation)
    {
        var body = await CollectAsync(options, writeBody, cancellation).ConfigureAwait(false);
        var handle = HandleOf(options, body);
        if (handle.Kind == SnapshotStoreKind.Inline)
            return (SnapshotOutcome.Ok(handle with { InlineBytes = body }), body);
        if (services.Blobs is not { } blobs)
            return (SnapshotOutcome.Failed<SnapshotPayloadHandle>(
                SnapshotStatus.TooLarge, SnapshotStage.Place, SnapshotCodes.StateTooLarge,
                $"The snapshot has {body.Length} bytes, more than a record takes, and no blob store is configured."), null);
        var put = await PutAsync(blobs, handle, body, cancellation).ConfigureAwait(false);
        return put.IsSuccess ? (SnapshotOutcome.Ok(handle), body) : (put.As<SnapshotPayloadHandle>(), null);
    }

    /// <summary>
    /// Runs the streaming way beside the old one, on the same body, under the prefix <c>shadow/</c>; compares and deletes.
    /// Whatever happens changes no outcome: it is counted.
    /// </summary>
    public async ValueTask ShadowAsync(SnapshotWriteOptions options, byte[] body, CancellationToken cancellation)
    {
        try
        {
            if (await DifferenceAsync(options, body, cancellation).ConfigureAwait(false) is not { } difference)
                return;
            SnapshotMetrics.ShadowDiffered();
            services.Host.Log(SnapshotEvents.ShadowDiffers, SnapshotEvents.Warning, $"The streaming way differs from the old one: {difference}");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            SnapshotMetrics.ShadowDiffered();
            services.Host.Log(SnapshotEvents.ShadowDiffers, SnapshotEvents.Warning, $"The streaming way failed beside the old one: {error.Message}", error);
        }
    }

    private async ValueTask<string?> DifferenceAsync(SnapshotWriteOptions options, byte[] body, CancellationToken cancellation)
    {
        var write = new SnapshotWrite(services, options with { WriteId = Guid.CreateVersion7(), ForceOffload = true, Staging = StagingMode.TempFile });
        await using (write.ConfigureAwait(false))
        {
            await write.StageAsync((stream, token) => stream.WriteAsync(body, token), cancellation).ConfigureAwait(false);
            if (write.BodyBytes != body.Length)
                return $"it has {write.BodyBytes} body bytes, the old one {body.Length}.";
            return services.Blobs is { } blobs
                ? await CompareAsync(write, blobs, SHA256.HashData(body), cancellation).ConfigureAwait(false)
                : "there is no blob store.";
        }
    }

    private async ValueTask<string?> CompareAsync(
        SnapshotWrite write, IBlobStorageSnapshotAccessor blobs, byte[] bodySha256, CancellationToken cancellation)
    {
        var placed = write.HandleOf(SnapshotStoreKind.Blob);
        var handle = placed with { Key = "shadow/" + placed.Key };
        try
        {
            var data = write.OpenStaged();
            await using (data.ConfigureAwait(false))
            {
                var request = new BlobPutRequest(handle.Key, handle.StoredLength, handle.Checksum, handle.ContentType, handle.WriteId);
                var put = await blobs.PutAsync(request, data, cancellation).ConfigureAwait(false);
                if (!put.IsSuccess)
                    return put.ToString();
            }
            var read = await new SnapshotPayloadReader(services).ReadAsync(handle, null, cancellation).ConfigureAwait(false);
            if (!read.TryGet(out var result))
                return read.ToString();
            await using (result.ConfigureAwait(false))
            {
                var hash = await SHA256.HashDataAsync(result.Body, cancellation).ConfigureAwait(false);
                return hash.AsSpan().SequenceEqual(bodySha256) ? null : "its body has another SHA-256.";
            }
        }
        finally
        {
            await blobs.DeleteAsync(handle.Key, cancellation: CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async ValueTask<byte[]> CollectAsync(SnapshotWriteOptions options, SnapshotBodyWriter writeBody, CancellationToken cancellation)
    {
        using var collected = new LimitedMemoryStream(Math.Min(services.Options.LegacyByteLimit, options.MaxBodyBytes ?? long.MaxValue));
        try
        {
            await writeBody(collected, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (StageException.IsOfSource(error, cancellation))
        {
            throw new StageException(SnapshotStatus.Fault, new SnapshotError(
                SnapshotStage.Body, SnapshotCodes.BodyThrew, $"The source of the body failed: {error.Message}", IsTransient: false, error));
        }
        return collected.ToArray();
    }

    private SnapshotPayloadHandle HandleOf(SnapshotWriteOptions options, byte[] body)
    {
        var threshold = Math.Min(options.InlineThresholdBytes ?? services.Options.InlineThresholdBytes, services.States.MaxInlineBytes);
        var isForced = options.ForceOffload || services.Options.ForceOffloadTypes.Contains(options.PayloadType, StringComparer.Ordinal);
        var isInline = !isForced && body.Length <= threshold;
        return new SnapshotPayloadHandle
        {
            Kind = isInline ? SnapshotStoreKind.Inline : SnapshotStoreKind.Blob,
            Provider = isInline ? $"inline:{services.States.StoreName}" : services.Blobs?.ProviderName ?? "",
            Key = isInline ? options.WriteId.ToString("N") : SnapshotKeys.KeyOf(options.Series, options.Position.Sequence, options.WriteId),
            StoredLength = body.Length,
            BodyLength = body.Length,
            ContentType = options.ContentType,
            Format = PayloadFormat.LegacyRaw,
            PayloadType = options.PayloadType,
            PayloadVersion = options.PayloadVersion,
            Codec = SnapshotCodec.None,
            Checksum = SnapshotChecksum.Sha256(SHA256.HashData(body)),
            WriteId = options.WriteId,
        };
    }

    private static async ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(
        IBlobStorageSnapshotAccessor blobs, SnapshotPayloadHandle handle, byte[] body, CancellationToken cancellation)
    {
        var request = new BlobPutRequest(handle.Key, body.Length, handle.Checksum, handle.ContentType, handle.WriteId);
        using var data = new MemoryStream(body, writable: false);
        return await blobs.PutAsync(request, data, cancellation).ConfigureAwait(false);
    }

    /// <summary>Grows up to a limit, and says so when a body goes beyond.</summary>
    private sealed class LimitedMemoryStream(long limit) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Check(buffer.Length);
            base.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Check(count);
            base.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Check(buffer.Length);
            return base.WriteAsync(buffer, cancellationToken);
        }

        private void Check(int count)
        {
            if (count > limit - Length)
                throw new StageException(SnapshotStatus.TooLarge, new SnapshotError(
                    SnapshotStage.Body, SnapshotCodes.BodyTooLarge,
                    $"The body has more than the {limit} bytes of legacy-byte-limit; use mode = stream.", IsTransient: false));
        }
    }
}
