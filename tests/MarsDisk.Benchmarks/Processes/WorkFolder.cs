using System.Security.Cryptography;

namespace MarsDisk.Benchmarks.Processes;

/// <summary>Where runs write; gone when the session ends.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string _root;

    /// <summary>Makes a folder below that of the session, so that it lies on the disk that is meant.</summary>
    public WorkFolder(string sessionFolder)
    {
        _root = Path.GetFullPath(Path.Combine(sessionFolder, $"work-{Environment.ProcessId}"));
        Directory.CreateDirectory(_root);
    }

    /// <summary>A path that does not exist.</summary>
    public string Fresh(string name)
    {
        var path = Path.Combine(_root, name);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        File.Delete(path);
        return path;
    }

    /// <summary>A hash over the table files of a run directory, and their bytes.</summary>
    public static (string Hash, long Bytes) Tables(string runDirectory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(runDirectory, "series")).Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(path);
            hash.AppendData(SHA256.HashData(file));
            bytes += file.Length;
        }
        return (Convert.ToHexStringLower(hash.GetHashAndReset())[..16], bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);
}
