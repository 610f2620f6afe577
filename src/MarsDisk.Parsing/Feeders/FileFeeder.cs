using Microsoft.Win32.SafeHandles;

namespace MarsDisk.Parsing;

/// <summary>A source that is a file, read at the offset that the parse is at.</summary>
public sealed class FileFeeder : BufferedFeeder
{
    private readonly SafeFileHandle _file;

    /// <summary>Opens a file for reading. Others may append to it meanwhile.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public FileFeeder(string path)
        => _file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

    /// <summary>Bytes of the file.</summary>
    public long Length => RandomAccess.GetLength(_file);

    /// <inheritdoc/>
    public override FlowCapability Capability => FlowCapability.Pull | FlowCapability.Seek | FlowCapability.Async;

    /// <inheritdoc/>
    protected override int Read(Span<byte> destination) => RandomAccess.Read(_file, destination, Offset);

    /// <inheritdoc/>
    protected override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
        => RandomAccess.ReadAsync(_file, destination, Offset, cancellationToken);

    /// <inheritdoc/>
    protected override bool MoveTo(long offset) => offset <= Length;

    /// <inheritdoc/>
    protected override void Close() => _file.Dispose();
}
