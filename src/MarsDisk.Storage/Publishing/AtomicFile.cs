using System.Globalization;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Files;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Storage.Publishing;

/// <summary>
/// The one way in which a file gets its final name: written aside under <c>tmp</c>, synced, renamed, directory synced.
/// Nothing else in the product creates a final file.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly RunDirectory _run;
    private readonly string _path;
    private readonly string _asidePath;
    private readonly IContentHash _hash;
    private bool _isRenamed;

    private AtomicFile(RunDirectory run, string name, long epoch, IContentHash hash)
    {
        _run = run;
        _hash = hash;
        Name = name;
        _path = run.PathOf(name);
        _asidePath = Path.Combine(run.Tmp, string.Create(
            CultureInfo.InvariantCulture, $"{name.Replace('/', '~')}.{epoch}.{Guid.NewGuid():N}"));
    }

    /// <summary>Path relative to the run directory.</summary>
    public string Name { get; }

    public long Bytes { get; private set; }

    /// <summary>Hash of every byte; waits for the thread that computes it, if there is one.</summary>
    public ContentHash Sha256 => _hash.Value;

    /// <summary>Writes and syncs a file aside. Dispose removes it unless it was renamed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">Path relative to the run directory.</param>
    /// <param name="epoch">Epoch of the owner, for the name aside.</param>
    /// <param name="body">Writes the content.</param>
    /// <param name="hashing">Hashes beside the writing; null: on this thread.</param>
    public static AtomicFile Write(
        RunDirectory run, string name, long epoch, Action<Stream> body, HashThread? hashing = null)
    {
        var file = new AtomicFile(run, name, epoch, hashing?.Begin() ?? new InlineHash());
        try
        {
            file.WriteAside(body);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>All of it for one file.</summary>
    public static PublishedFile Publish(RunDirectory run, string name, long epoch, Action<Stream> body)
    {
        using var file = Write(run, name, epoch, body);
        file.Rename();
        run.Disk.SyncDirectory(Path.GetDirectoryName(file._path)!);
        return new PublishedFile(name, file.Bytes, file.Sha256);
    }

    /// <summary>Gives the file its final name, in place of an older one; the caller syncs the directory.</summary>
    public void Rename()
    {
        _run.Disk.Move(_asidePath, _path);
        _isRenamed = true;
    }

    public void Dispose()
    {
        _hash.Dispose();
        if (_isRenamed)
            return;
        try
        {
            _run.Disk.Delete(_asidePath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Recovery empties tmp; the error that brought us here says more than this one.
        }
    }

    private void WriteAside(Action<Stream> body)
    {
        using var file = _run.Disk.Create(_asidePath);
        using var stream = new FileWriteStream(file);
        using var counting = new CountingHashStream(stream, _hash);
        body(counting);
        _hash.End();
        stream.Flush();
        file.Sync();
        Bytes = counting.Bytes;
    }
}

/// <summary>A file that has its final name.</summary>
/// <param name="Name">Path relative to the run directory.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">Hash of every byte.</param>
public sealed record PublishedFile(string Name, long Bytes, ContentHash Sha256);
