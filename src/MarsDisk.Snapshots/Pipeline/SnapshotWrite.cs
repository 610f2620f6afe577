using MarsDisk.Snapshots.Container;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>
/// One body on its way from its source to where it lies: admitted, staged, sealed, placed, verified. Steps return an error
/// or null. Disposing gives back whatever is held, at whatever step.
/// </summary>
internal sealed class SnapshotWrite : IAsyncDisposable
{
    private readonly SnapshotServices _services;
    private readonly SnapshotWriteOptions _options;
    private readonly SnapshotCodec _codec;
    private IDisposable? _slot;
    private GrowingStage? _growing;
    private IStage? _stage;
    private DirectStage? _direct;
    private IntentLog.Intent? _intent;
    private SealedBody _sealed;

    public SnapshotWrite(SnapshotServices services, SnapshotWriteOptions options)
    {
        _services = services;
        _options = options;
        _codec = services.Options.WriteCompat == PayloadFormat.LegacyRaw ? SnapshotCodec.None : options.Codec ?? services.Options.Codec;
        WriteId = options.WriteId;
    }

    /// <summary>Identity of the write; a new one after <see cref="Renew"/>.</summary>
    public Guid WriteId { get; private set; }

    public long BodyBytes => _sealed.BodyBytes;

    public long StoredBytes => _sealed.Length;

    public long ScratchBytes => _stage?.ScratchBytes ?? 0;

    /// <summary>Whether the staged bytes are still here, so that they can be placed again.</summary>
    public bool CanPlaceAgain => _direct is null && _growing?.Spilled is not PartStage && _stage is not PartStage && _stage is not null;

    /// <summary>Takes a slot (W0).</summary>
    public async ValueTask<SnapshotOutcome<bool>> AdmitAsync(SnapshotMode mode, CancellationToken cancellation)
    {
        if (mode == SnapshotMode.Off)
            return SnapshotOutcome.Failed<bool>(SnapshotStatus.Disabled, SnapshotStage.Admit, SnapshotCodes.AdmitDisabled, "Snapshots are switched off (mode = off).");
        await _services.HitAsync("admit", cancellation).ConfigureAwait(false);
        _slot = await _services.Temp.TakeSlotAsync(cancellation).ConfigureAwait(false);
        return _slot is not null
            ? SnapshotOutcome.Ok(true)
            : SnapshotOutcome.Failed<bool>(
                SnapshotStatus.Busy, SnapshotStage.Admit, SnapshotCodes.AdmitBusy,
                $"All {_services.Options.Temp.MaxConcurrentFiles} slots of temp.max-concurrent-files were taken for {_services.Options.Temp.SlotWait}.", isTransient: true);
    }

    /// <summary>Lets the source write its body once, and seals it (W1 to W3).</summary>
    /// <exception cref="StageException">There is no room, or the body is too long.</exception>
    public async ValueTask StageAsync(SnapshotBodyWriter writeBody, CancellationToken cancellation)
    {
        var limit = _options.MaxBodyBytes ?? _services.Options.MaxBodyBytes;
        if (_options.EstimatedBodyBytes > limit)
            throw new StageException(SnapshotStatus.TooLarge, new SnapshotError(
                SnapshotStage.Body, SnapshotCodes.BodyTooLarge,
                $"The body is expected to have {_options.EstimatedBodyBytes} bytes, {limit} are allowed.", IsTransient: false));
        _stage = await MakeStageAsync(cancellation).ConfigureAwait(false);
        await _services.HitAsync("stage.created", cancellation).ConfigureAwait(false);
        using var encoder = MakeEncoder();
        var body = new BodyStream(encoder, _stage, _services.Host, _services.Buffers, limit, cancellation);
        try
        {
            await body.BeginAsync().ConfigureAwait(false);
            try
            {
                await writeBody(body, cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (StageException.IsOfSource(error, cancellation))
            {
                throw new StageException(SnapshotStatus.Fault, new SnapshotError(
                    SnapshotStage.Body, SnapshotCodes.BodyThrew, $"The source of the body failed: {error.Message}", IsTransient: false, error));
            }
            await body.FinishAsync().ConfigureAwait(false);
        }
        finally
        {
            await body.CloseAsync().ConfigureAwait(false);
            body.GiveBack();
        }
        _sealed = new SealedBody(encoder.BodyBytes, encoder.Length, encoder.Checksum);
        await _services.HitAsync("seal.done", cancellation).ConfigureAwait(false);
    }

    /// <summary>Decides, announces, uploads, publishes and verifies (W4 to W8).</summary>
    /// <param name="cancellation">Ends it before it is published.</param>
    /// <param name="deadline">Ends it at any time.</param>
    public async ValueTask<SnapshotOutcome<SnapshotPayloadHandle>> PlaceAsync(CancellationToken cancellation, CancellationToken deadline)
    {
        // What travelled at once is in the blob store already, however short it is.
        if (_direct is null && IsInline(_sealed.Length))
        {
            var bytes = _growing is { Spilled: null } small ? CopyOf(small.Bytes) : await ReadBackAsync(cancellation).ConfigureAwait(false);
            return SnapshotOutcome.Ok(HandleOf(SnapshotStoreKind.Inline) with { InlineBytes = bytes });
        }
        await _services.HitAsync("decide.done", cancellation).ConfigureAwait(false);
        if (_services.Blobs is not { } blobs)
            return SnapshotOutcome.Failed<SnapshotPayloadHandle>(
                SnapshotStatus.TooLarge, SnapshotStage.Place, SnapshotCodes.StateTooLarge,
                $"The snapshot has {_sealed.Length} bytes; records take {InlineMax} and no blob store is configured.");
        if (_sealed.Length > blobs.MaxObjectBytes)
            return SnapshotOutcome.Failed<SnapshotPayloadHandle>(
                SnapshotStatus.TooLarge, SnapshotStage.Place, SnapshotCodes.BlobTooLarge,
                $"The snapshot has {_sealed.Length} bytes; {blobs.ProviderName} takes {blobs.MaxObjectBytes}.");

        var handle = HandleOf(SnapshotStoreKind.Blob);
        if (TryAnnounce(handle) is { } refusal)
            return SnapshotOutcome.Failed<SnapshotPayloadHandle>(refusal.Code == SnapshotCodes.StageNoSpace ? SnapshotStatus.NoSpace : SnapshotStatus.Fault, refusal);
        await _services.HitAsync("intent.written", cancellation).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var put = await PutAsync(blobs, handle, cancellation).ConfigureAwait(false);
            if (!put.IsSuccess)
                return put.As<SnapshotPayloadHandle>();
            await _services.HitAsync("publish.after", deadline).ConfigureAwait(false);
            var problem = await BlobVerification.CheckAsync(blobs, handle, deadline).ConfigureAwait(false);
            if (problem is null)
            {
                await _services.HitAsync("verify.done", deadline).ConfigureAwait(false);
                return SnapshotOutcome.Ok(handle);
            }
            if (problem.IsTransient)
                return SnapshotOutcome.Failed<SnapshotPayloadHandle>(SnapshotStatus.Unavailable, problem);
            await blobs.DeleteAsync(handle.Key, cancellation: deadline).ConfigureAwait(false);
            if (attempt == 2 || !CanPlaceAgain)
                return SnapshotOutcome.Failed<SnapshotPayloadHandle>(SnapshotStatus.Fault, problem);
        }
    }

    /// <summary>The staged bytes from the first one.</summary>
    public Stream OpenStaged() => _stage!.OpenRead();

    /// <summary>The write id is dead: the staged bytes go on under a new one.</summary>
    public void Renew()
    {
        SettleIntent();
        WriteId = Guid.CreateVersion7();
    }

    /// <summary>Nothing is left to find for a restarted host. An intent that stays all the same is settled by the janitor.</summary>
    public void SettleIntent()
    {
        try
        {
            _intent?.Settle();
            _intent = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            SnapshotMetrics.CleanupFailed();
            _services.Host.Log(SnapshotEvents.CleanupFailed, SnapshotEvents.Warning, "The intent of a snapshot could not be removed; the next pass takes it.", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _intent?.Dispose();
            if (_direct is not null)
                await _direct.DisposeAsync().ConfigureAwait(false);
            if (_stage is not null)
                await _stage.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Cleaning up cannot fail a snapshot: what is left is taken by the next cleaner.
            SnapshotMetrics.CleanupFailed();
            _services.Host.Log(SnapshotEvents.CleanupFailed, SnapshotEvents.Warning, "Scratch of a snapshot could not be removed; the next pass takes it.", error);
        }
        finally
        {
            _slot?.Dispose();
        }
    }

    private int InlineMax => Math.Min(_options.InlineThresholdBytes ?? _services.Options.InlineThresholdBytes, _services.States.MaxInlineBytes);

    private bool IsForced => _options.ForceOffload || _services.Options.ForceOffloadTypes.Contains(_options.PayloadType, StringComparer.Ordinal);

    private bool IsInline(long storedBytes) => storedBytes <= InlineMax && !IsForced;

    private string Key => SnapshotKeys.KeyOf(_options.Series, _options.Position.Sequence, WriteId);

    private IFrameEncoder MakeEncoder()
    {
        if (_services.Options.WriteCompat == PayloadFormat.LegacyRaw)
            return new RawFrames();
        try
        {
            return new ContainerFrames(HeaderOf(), _services.Buffers);
        }
        catch (ContainerException error)
        {
            throw new StageException(SnapshotStatus.Incompatible, new SnapshotError(
                SnapshotStage.Stage, SnapshotCodes.OpenFormat, error.Message, IsTransient: false, error));
        }
    }

    private ContainerHeader HeaderOf() => new()
    {
        ContentType = _options.ContentType,
        PayloadType = _options.PayloadType,
        PayloadVersion = _options.PayloadVersion,
        Codec = _codec,
        Filter = _options.Filter ?? _services.Options.Filter,
        FrameBytes = _services.Options.FrameBytes,
        Scope = _options.Series.Scope,
        Name = _options.Series.Name,
        SchemaTag = _options.Series.SchemaTag,
        Generation = _options.Position.Generation,
        Sequence = _options.Position.Sequence,
        Ticks = _options.Position.TimestampTicks,
        Marker = _options.Position.Marker ?? "",
    };

    private async ValueTask<IStage> MakeStageAsync(CancellationToken cancellation)
    {
        switch (_options.Staging)
        {
            case StagingMode.Direct when _services.Blobs is { } blobs:
                return _direct = MakeDirect(blobs, cancellation);
            case StagingMode.TempFile:
                return _services.Temp.CreateFile(WriteId, _options.EstimatedBodyBytes);
            case StagingMode.StoreNative when _services.Blobs is IAdoptsLocalFiles store:
                return await MakePartAsync(store, cancellation).ConfigureAwait(false);
            default:
                // A hopeless estimate fails here, before a byte is asked for.
                if (_options.EstimatedBodyBytes > _services.Options.MemoryStageBytes && _services.Blobs is not IAdoptsLocalFiles
                    && _services.Temp.TryOpen(out _) && _services.Temp.Budget.Check(_options.EstimatedBodyBytes.Value) is { } problem)
                    throw StageException.NoSpace(problem);
                return _growing = new GrowingStage(_services.StageBuffers, _services.Options.MemoryStageBytes, SpillAsync);
        }
    }

    private async ValueTask<IStage> SpillAsync(CancellationToken cancellation)
    {
        if (_options.Staging != StagingMode.Memory && _services.Blobs is IAdoptsLocalFiles store && _services.Options.MemoryStageBytes >= InlineMax)
            return await MakePartAsync(store, cancellation).ConfigureAwait(false);
        if (_services.Temp.TryOpen(out _))
            return _services.Temp.CreateFile(WriteId, _options.EstimatedBodyBytes);
        return _services.Blobs is { } blobs
            ? _direct = MakeDirect(blobs, cancellation)
            : throw new StageException(SnapshotStatus.Fault, new SnapshotError(
                SnapshotStage.Stage, SnapshotCodes.StageUnsupported, "There is neither a scratch directory nor a blob store for this body.", IsTransient: false));
    }

    private DirectStage MakeDirect(IBlobStorageSnapshotAccessor blobs, CancellationToken cancellation) => new(
        blobs, new BlobPutRequest(Key, Length: null, Expected: null, _options.ContentType, WriteId, MetadataOf(checksum: null, bodyBytes: null)),
        _services.Host.SingleThreaded, cancellation);

    private async ValueTask<IStage> MakePartAsync(IAdoptsLocalFiles store, CancellationToken cancellation)
    {
        var part = await store.CreatePartAsync(Key, WriteId, cancellation).ConfigureAwait(false);
        return part.TryGet(out var file)
            ? new PartStage(file, _services.Options.Temp.FlushEveryBytes)
            : throw new StageException(part.Status, part.Error! with { Stage = SnapshotStage.Stage });
    }

    // At most the inline limit; the buffer goes back to the next snapshot.
    private static ReadOnlyMemory<byte> CopyOf(ReadOnlyMemory<byte> staged)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(staged.Length);
        staged.CopyTo(bytes);
        return bytes;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadBackAsync(CancellationToken cancellation)
    {
        var bytes = new byte[_sealed.Length];          // at most the inline limit, 1 MiB
        var stream = _stage!.OpenRead();
        await using (stream.ConfigureAwait(false))
            await stream.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
        return bytes;
    }

    // A blob that cannot be announced is not uploaded: after a crash nobody would look for it.
    private SnapshotError? TryAnnounce(SnapshotPayloadHandle handle)
    {
        if (_services.Intents is null || _intent is not null)
            return null;
        var (series, position) = (_options.Series, _options.Position);
        try
        {
            _intent = _services.Intents.Begin(new SnapshotIntent(
                handle.Provider, handle.Key, WriteId, series.Scope, series.Name, series.SchemaTag, position.Generation, position.Sequence,
                _services.Host.Time.GetUtcNow().UtcTicks));
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var code = DiskErrors.IsFull(error) ? SnapshotCodes.StageNoSpace : SnapshotCodes.StageIo;
            return new SnapshotError(SnapshotStage.Place, code, $"The intent of the snapshot cannot be written: {error.Message}", IsTransient: true, error);
        }
    }

    private async ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(
        IBlobStorageSnapshotAccessor blobs, SnapshotPayloadHandle handle, CancellationToken cancellation)
    {
        await _services.HitAsync("publish.before", cancellation).ConfigureAwait(false);
        if (_direct is not null)
            return await _direct.CompleteAsync().ConfigureAwait(false);
        var request = new BlobPutRequest(
            handle.Key, _sealed.Length, _sealed.Checksum, _options.ContentType, WriteId, MetadataOf(_sealed.Checksum, _sealed.BodyBytes));
        if ((_growing?.Spilled ?? _stage) is PartStage part)
            return await part.Part.PublishAsync(request, cancellation).ConfigureAwait(false);
        var data = _stage!.OpenRead();
        await using (data.ConfigureAwait(false))
            return await blobs.PutAsync(request, data, cancellation).ConfigureAwait(false);
    }

    private Dictionary<string, string> MetadataOf(SnapshotChecksum? checksum, long? bodyBytes)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [BlobMetadata.WriteId] = WriteId.ToString("N") };
        if (checksum is { } known)
            metadata[BlobMetadata.Sha256] = known.Hex;
        if (bodyBytes is { } bytes)
            metadata[BlobMetadata.BodyLength] = bytes.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return metadata;
    }

    /// <summary>What the sealed bytes are, placed in one way or the other.</summary>
    public SnapshotPayloadHandle HandleOf(SnapshotStoreKind kind) => new()
    {
        Kind = kind,
        Provider = kind == SnapshotStoreKind.Blob ? _services.Blobs!.ProviderName : $"inline:{_services.States.StoreName}",
        Key = kind == SnapshotStoreKind.Blob ? Key : WriteId.ToString("N"),
        StoredLength = _sealed.Length,
        BodyLength = _sealed.BodyBytes,
        ContentType = _options.ContentType,
        Format = _services.Options.WriteCompat,
        PayloadType = _options.PayloadType,
        PayloadVersion = _options.PayloadVersion,
        Codec = _codec,
        Checksum = _sealed.Checksum,
        WriteId = WriteId,
    };

    private readonly record struct SealedBody(long BodyBytes, long Length, SnapshotChecksum Checksum);
}
