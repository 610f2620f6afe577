using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>Produces and places bytes (W0 to W8); the owner commits the record itself.</summary>
public sealed class SnapshotPayloadWriter(SnapshotServices services) : ISnapshotPayloadWriter
{
    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<SnapshotPayloadHandle>> WriteAsync(
        SnapshotBodyWriter writeBody, SnapshotWriteOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(writeBody);
        ArgumentNullException.ThrowIfNull(options);
        using var clock = new OperationClock(services.Host.Time, options.Deadline ?? services.Options.Upload.Deadline, cancellation);
        var write = new SnapshotWrite(services, options);
        await using (write.ConfigureAwait(false))
        {
            var stage = SnapshotStage.Admit;
            try
            {
                var admitted = await write.AdmitAsync(services.Mode, clock.Either).ConfigureAwait(false);
                if (!admitted.IsSuccess)
                    return admitted.As<SnapshotPayloadHandle>();
                stage = SnapshotStage.Body;
                await write.StageAsync(writeBody, clock.Either).ConfigureAwait(false);
                stage = SnapshotStage.Place;
                var placed = await write.PlaceAsync(clock.Either, clock.Deadline).ConfigureAwait(false);
                if (placed.IsSuccess)
                    write.SettleIntent();              // the handle goes to the owner, who answers for it from now on
                return placed.TryGet(out var handle)
                    ? SnapshotOutcome.Ok(handle with { InlineBytes = Copy(handle.InlineBytes) })
                    : clock.Explained(placed, stage);
            }
            catch (StageException refused)
            {
                return refused.As<SnapshotPayloadHandle>();
            }
            catch (OperationCanceledException) when (clock.Either.IsCancellationRequested)
            {
                return clock.Cancelled<SnapshotPayloadHandle>(stage);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return StageException.Broken<SnapshotPayloadHandle>(stage, error);
            }
        }
    }

    // The bytes lie in the stage, which is given back; at most 1 MiB.
    private static ReadOnlyMemory<byte> Copy(ReadOnlyMemory<byte> bytes)
    {
        var copy = new byte[bytes.Length];
        bytes.CopyTo(copy);
        return copy;
    }
}
