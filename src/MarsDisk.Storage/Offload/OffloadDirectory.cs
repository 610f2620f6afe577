using System.Security.Cryptography;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Journal.Records;

namespace MarsDisk.Storage.Offload;

/// <summary>An offload target that is a directory, for instance on another disk: one folder per run.</summary>
/// <param name="root">The directory; it is made when the first file arrives.</param>
public sealed class OffloadDirectory(string root)
{
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
        Directory.CreateDirectory(folder);
        if (File.Exists(target) && HashOf(target) == file.Sha256)
            return;

        var aside = target + ".tmp";
        CopySynced(source, aside);
        CrashPoints.Reach(CrashPoints.DuringOffload);
        if (HashOf(aside) != file.Sha256)
            throw new IOException($"The copy of {file.Name} differs from what was committed.");
        File.Move(aside, target, overwrite: true);
        DirectorySync.Sync(folder, faults: null);
    }

    private static void CopySynced(string source, string target)
    {
        using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var to = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        from.CopyTo(to);
        to.Flush(flushToDisk: true);
    }

    private static ContentHash HashOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return new ContentHash(SHA256.HashData(file));
    }
}
