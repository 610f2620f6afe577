using System.Globalization;

namespace MarsDisk.Journal.Faults;

/// <summary>
/// Disk faults described by text, for tests of whole processes (<c>MARSDISK_FAILPOINTS</c>): a comma list of
/// <c>kind:folder:n</c> (fails the n-th such call) or <c>kind:folder:n+</c> (that one and all later ones).
/// Kinds: <c>disk-full</c> (writes), <c>sync-error</c>, <c>rename-error</c>. Folder: <c>series</c>, <c>state</c>,
/// <c>journal</c>, <c>snapshots</c>, or <c>*</c>; a file under <c>tmp</c> counts for the folder it is meant for, which
/// its name begins with.
/// </summary>
public sealed class FailPoints : IDiskFaults
{
    private const int NoSpace = 28;          // ENOSPC
    private const int InputOutput = 5;       // EIO
    private const int NotPermitted = 13;     // EACCES

    private readonly Point[] _points;

    private FailPoints(Point[] points) => _points = points;

    /// <summary>Reads the description; null when there is none.</summary>
    /// <exception cref="ArgumentException">The text has another form.</exception>
    public static FailPoints? Parse(string? text) =>
        string.IsNullOrEmpty(text) ? null : new FailPoints([.. text.Split(',').Select(ParsePoint)]);

    /// <summary>The exception of a full disk, as a write throws it.</summary>
    public static IOException DiskFull(string path) => new($"No space left on device : '{path}'", NoSpace);

    /// <inheritdoc/>
    public void Before(DiskOperation operation, string path)
    {
        foreach (var point in _points)
        {
            if (point.Operation == operation && point.Concerns(path) && point.IsDue())
                throw Failure(operation, path);
        }
    }

    private static Exception Failure(DiskOperation operation, string path) => operation switch
    {
        DiskOperation.Write => DiskFull(path),
        DiskOperation.Rename => new UnauthorizedAccessException(
            $"Access to the path '{path}' is denied.", new IOException("Permission denied", NotPermitted)),
        _ => new IOException($"Input/output error : '{path}'", InputOutput),
    };

    private static Point ParsePoint(string text)
    {
        var parts = text.Split(':');
        var isLasting = parts is [_, _, [.., '+']];
        if (parts.Length != 3
            || !int.TryParse(parts[2].AsSpan().TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var nth)
            || nth < 1)
            throw new ArgumentException($"Failpoint '{text}' does not have the form kind:folder:n or kind:folder:n+.", nameof(text));
        var operation = parts[0] switch
        {
            "disk-full" => DiskOperation.Write,
            "sync-error" => DiskOperation.Sync,
            "rename-error" => DiskOperation.Rename,
            _ => throw new ArgumentException(
                $"'{parts[0]}' is not a disk fault. There are: disk-full, sync-error, rename-error.", nameof(text)),
        };
        return new Point(operation, parts[1], nth, isLasting);
    }

    private sealed class Point(DiskOperation operation, string folder, int nth, bool isLasting)
    {
        private int _count;

        public DiskOperation Operation { get; } = operation;

        public bool Concerns(string path) => folder == "*" || FolderOf(path) == folder;

        public bool IsDue()
        {
            var count = Interlocked.Increment(ref _count);
            return isLasting ? count >= nth : count == nth;
        }

        private static string? FolderOf(string path)
        {
            var folder = Path.GetFileName(Path.GetDirectoryName(path));
            return folder == "tmp" ? Path.GetFileName(path).Split('~')[0] : folder;
        }
    }
}
