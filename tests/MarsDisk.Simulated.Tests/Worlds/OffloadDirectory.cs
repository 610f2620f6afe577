using System.Security.Cryptography;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Journal.Files;

namespace MarsDisk.Simulated.Worlds;

/// <summary>Copies of state files on the simulated disk: one folder per run. The product's stores have disks of their own.</summary>
/// <param name="root">The directory; it is made when the first file arrives.</param>
/// <param name="disk">Where it and the runs are.</param>
internal sealed class OffloadDirectory(string root, IDisk disk)
{
    private readonly IDisk _disk = disk;
    private readonly string _root = Path.GetFullPath(root);

    /// <summary>Name of the target in the journal; the path itself stays out of it.</summary>
    public string Name => $"file:{Path.GetFileName(Path.TrimEndingDirectorySeparator(_root))}";

    /// <summary>Copies a committed file and compares the copy with its recorded hash; an equal copy is left as it is.</summary>
    /// <param name="run">The run.</param>
    /// <param name="file">Name, size and hash as the journal has them.</param>
    /// <param name="source">Where the file lies now.</param>
    /// <exception cref="IOException">The copy cannot be made, or differs from what was committed.</exception>
    public void Copy(RunId run, StateFile file, string source)
    {
        ArgumentNullException.ThrowIfNull(file);
        var folder = Path.Combine(_root, run.Value);
        var target = Path.Combine(folder, Path.GetFileName(file.Name));
        _disk.CreateDirectory(folder);
        if (_disk.LengthOf(target) is not null && HashOf(target) == file.Sha256)
            return;

        var aside = target + ".tmp";
        CopySynced(source, aside);
        CrashPoints.Reach(CrashPoints.DuringOffload);
        if (HashOf(aside) != file.Sha256)
            throw new IOException($"The copy of {file.Name} differs from what was committed.");
        _disk.Move(aside, target);
        _disk.SyncDirectory(folder);
    }

    private void CopySynced(string source, string target)
    {
        _disk.Delete(target);                              // what a killed attempt left
        using var from = _disk.OpenRead(source);
        using var to = _disk.Create(target);
        using var stream = new FileWriteStream(to);
        from.CopyTo(stream);
        stream.Flush();
        to.Sync();
    }

    private ContentHash HashOf(string path)
    {
        using var file = _disk.OpenRead(path);
        return new ContentHash(SHA256.HashData(file));
    }
}
