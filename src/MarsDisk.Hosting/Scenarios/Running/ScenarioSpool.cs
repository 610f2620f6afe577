using System.Globalization;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>
/// The bytes of a source that nobody can send again, in files of a bounded size: what lies in front of a stored checkpoint is
/// cut off, so that the spool does not grow with the source.
/// </summary>
/// <param name="directory">Directory of the scenario; it exists.</param>
/// <param name="segmentBytes">A new file begins behind so many bytes.</param>
internal sealed class ScenarioSpool(string directory, long segmentBytes = 16L * 1024 * 1024)
{
    /// <summary>So many bytes before a checkpoint prove that the source is the same.</summary>
    public const int ProofBytes = 4096;

    private const int HeadBytes = 512;
    private const string Prefix = "spool-";
    private const string HeadName = "spool.head";
    private const string EndName = "spool.end";

    private readonly SortedList<long, string> _segments = Find(directory);

    /// <summary>The first offset that is still here.</summary>
    public long Begin => _segments.Count == 0 ? 0 : _segments.Keys[0];

    /// <summary>Offset behind the last byte.</summary>
    public long End => _segments.Count == 0 ? 0 : _segments.Keys[^1] + new FileInfo(_segments.Values[^1]).Length;

    /// <summary>Whether nothing follows.</summary>
    public bool IsComplete => File.Exists(Path.Combine(directory, EndName));

    /// <summary>The first bytes of the source, also when they have been cut off.</summary>
    public byte[] Head()
    {
        var kept = Path.Combine(directory, HeadName);
        if (File.Exists(kept))
            return File.ReadAllBytes(kept);
        var head = new byte[HeadBytes];
        return head[..Read(0, head)];
    }

    /// <summary>Bytes from an offset on, as many as lie in one file; 0 at the end.</summary>
    public int Read(long offset, Span<byte> destination)
    {
        for (var i = _segments.Count - 1; i >= 0; i--)
        {
            if (_segments.Keys[i] > offset)
                continue;
            using var file = File.OpenHandle(_segments.Values[i], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.Read(file, destination, offset - _segments.Keys[i]);
        }

        return 0;
    }

    /// <summary>Puts bytes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var end = End;
        if (_segments.Count == 0 || end - _segments.Keys[^1] >= segmentBytes)
            _segments.Add(end, Path.Combine(directory, Prefix + end.ToString("D20", CultureInfo.InvariantCulture)));
        using var file = File.OpenHandle(_segments.Values[^1], FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, bytes, end - _segments.Keys[^1]);
    }

    /// <summary>Nothing follows.</summary>
    public void Complete() => File.WriteAllBytes(Path.Combine(directory, EndName), []);

    /// <summary>Bytes before an offset are not read again, but for those that prove the place.</summary>
    public void Cut(long offset)
    {
        while (_segments.Count > 1 && _segments.Keys[1] <= offset - ProofBytes)
        {
            if (_segments.Keys[0] == 0)
                File.WriteAllBytes(Path.Combine(directory, HeadName), Head());
            File.Delete(_segments.Values[0]);
            _segments.RemoveAt(0);
        }
    }

    private static SortedList<long, string> Find(string directory)
    {
        var found = new SortedList<long, string>();
        foreach (var path in Directory.Exists(directory) ? Directory.GetFiles(directory, Prefix + "*") : [])
        {
            if (long.TryParse(Path.GetFileName(path).AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                found.Add(offset, path);
        }

        return found;
    }
}
