namespace MarsDisk.Snapshots.Staging;

/// <summary>
/// Has the system write a file to its device while it grows, so that the sync at its end finds little left to do and dirty
/// pages stay few. A hint: what makes bytes durable is that sync.
/// </summary>
/// <param name="file">The file; it grows at its end.</param>
/// <param name="flushEveryBytes">Where there is no such hint: bytes after which the file is flushed; 0: never.</param>
internal sealed class Writeback(FileStream file, long flushEveryBytes)
{
    private const long StepBytes = 8 * 1024 * 1024;
    private const long BehindBytes = 64 * 1024 * 1024;

    private bool _isHinted = OperatingSystem.IsLinux();
    private long _begun;
    private long _ended;
    private long _flushed;

    /// <summary>The file has this length now.</summary>
    /// <exception cref="IOException">The device refuses what was written.</exception>
    public void Written(long length)
    {
        if (_isHinted)
            Hint(length);
        if (_isHinted || flushEveryBytes <= 0 || length - _flushed < flushEveryBytes)
            return;
        file.Flush(flushToDisk: true);
        _flushed = length;
    }

    // What was begun long ago is waited for: a device that is slower than the source holds the source back.
    private void Hint(long length)
    {
        if (length - _begun < StepBytes)
            return;
        _isHinted = Posix.TryBeginWriteback(file.SafeFileHandle, _begun, length - _begun);
        _begun = length;
        if (_isHinted && _begun - _ended >= BehindBytes)
        {
            Posix.TryEndWriteback(file.SafeFileHandle, _ended, BehindBytes / 2);
            _ended += BehindBytes / 2;
        }
    }
}
