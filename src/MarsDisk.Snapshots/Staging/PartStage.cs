using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Staging;

/// <summary>Stages in the hidden part file of a store on a local disk.</summary>
internal sealed class PartStage(ILocalPart part, long flushEveryBytes) : IStage
{
    private readonly Writeback? _writeback = part.Stream is FileStream file ? new Writeback(file, flushEveryBytes) : null;

    public long Length { get; private set; }

    public long ScratchBytes => Length;

    /// <summary>The part file.</summary>
    public ILocalPart Part => part;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            part.Stream.Write(bytes.Span);
            Length += bytes.Length;
            _writeback?.Written(Length);
        }
        catch (IOException error)
        {
            throw DiskErrors.IsFull(error)
                ? StageException.NoSpace("The device of the store is full.", error)
                : new StageException(SnapshotStatus.Fault, new SnapshotError(
                    SnapshotStage.Body, SnapshotCodes.StageIo, $"A part file cannot be written: {error.Message}", IsTransient: true, error));
        }
        return ValueTask.CompletedTask;
    }

    public Stream OpenRead()
    {
        part.Stream.Position = 0;
        return new BorrowedStream(part.Stream);
    }

    public ValueTask DisposeAsync() => part.DisposeAsync();
}
