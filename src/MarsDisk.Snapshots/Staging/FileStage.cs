using System.Globalization;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Staging;

/// <summary>A scratch file; without a name as soon as it exists, so that a killed process leaves nothing.</summary>
internal sealed class FileStage : IStage
{
    private readonly SnapshotTempSpace _space;
    private readonly FileStream _file;
    private readonly string? _name;
    private long _reserved;
    private long _unflushed;
    private bool _isDisposed;

    private FileStage(SnapshotTempSpace space, FileStream file, string? name, long reserved)
    {
        _space = space;
        _file = file;
        _name = name;
        _reserved = reserved;
    }

    public long Length { get; private set; }

    public long ScratchBytes => Length;

    /// <summary>Makes the file.</summary>
    /// <exception cref="StageException">There is no room.</exception>
    public static FileStage Create(string directory, Guid writeId, long? estimate, SnapshotTempSpace space)
    {
        var reserved = Math.Max(estimate ?? 0, ScratchBudget.StepBytes);
        if (space.Budget.TryReserve(reserved) is { } problem)
            throw StageException.NoSpace(problem);
        var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{writeId:N}-{Guid.NewGuid():N}.stage"));
        try
        {
            var file = new FileStream(path, OptionsOf(space.Options.Anonymous));
            if (space.Options.Anonymous && !OperatingSystem.IsWindows())
                File.Delete(path);
            return new FileStage(space, file, space.Options.Anonymous ? null : path, reserved);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            space.Budget.Return(reserved);
            throw DiskErrors.IsFull(error)
                ? StageException.NoSpace("The scratch device is full.", error)
                : new StageException(SnapshotStatus.Fault, new SnapshotError(
                    SnapshotStage.Stage, SnapshotCodes.StageIo, $"A scratch file cannot be made: {error.Message}", IsTransient: true, error));
        }
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        while (Length + bytes.Length > _reserved)
        {
            if (_space.Budget.TryReserve(ScratchBudget.StepBytes) is { } problem)
                throw StageException.NoSpace(problem);
            _reserved += ScratchBudget.StepBytes;
        }
        try
        {
            _file.Write(bytes.Span);
            Length += bytes.Length;
            _unflushed += bytes.Length;
            if (_space.Options.FlushEveryBytes > 0 && _unflushed >= _space.Options.FlushEveryBytes)
            {
                _file.Flush(flushToDisk: true);
                _unflushed = 0;
            }
        }
        catch (IOException error)
        {
            throw DiskErrors.IsFull(error)
                ? StageException.NoSpace("The scratch device is full.", error)
                : new StageException(SnapshotStatus.Fault, new SnapshotError(
                    SnapshotStage.Body, SnapshotCodes.StageIo, $"A scratch file cannot be written: {error.Message}", IsTransient: true, error));
        }
        return ValueTask.CompletedTask;
    }

    public Stream OpenRead()
    {
        _file.Position = 0;
        return new BorrowedStream(_file);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        try
        {
            await _file.DisposeAsync().ConfigureAwait(false);
            if (_name is not null)
                _space.Delete(_name);
        }
        finally
        {
            _space.Budget.Return(_reserved);
        }
    }

    private static FileStreamOptions OptionsOf(bool isAnonymous)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
            options.Options = isAnonymous ? FileOptions.DeleteOnClose : FileOptions.None;
        else
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
