using Microsoft.Win32.SafeHandles;

namespace MarsDisk.Journal.Files;

/// <summary>An open file of the operating system. Unbuffered: each call is one of the system's.</summary>
internal sealed class FileSystemFile(SafeFileHandle handle) : IDiskFile
{
    private string? _path;
    private string? _nameWhenOpened;

    public long Length => RandomAccess.GetLength(handle);

    // While nobody has made another file of this name, moving it away has taken nothing from its owner.
    public bool IsReplaced => NameNow() != _nameWhenOpened && File.Exists(_path);

    /// <summary>Keeps in mind under which name the file is found.</summary>
    public FileSystemFile Watch(string path)
    {
        (_path, _nameWhenOpened) = (path, NameNow());
        return this;
    }

    public int Read(Span<byte> bytes, long offset)
    {
        var total = 0;
        while (total < bytes.Length && RandomAccess.Read(handle, bytes[total..], offset + total) is var read and > 0)
            total += read;
        return total;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    public void Sync() => RandomAccess.FlushToDisk(handle);

    public void Dispose() => handle.Dispose();

    // Linux says under which name an open file is found now; elsewhere the fence of the journal has to do.
    private string? NameNow() => OperatingSystem.IsLinux()
        ? File.ResolveLinkTarget($"/proc/self/fd/{handle.DangerousGetHandle()}", returnFinalTarget: false)?.FullName
        : null;
}
