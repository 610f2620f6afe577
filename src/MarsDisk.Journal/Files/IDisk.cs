namespace MarsDisk.Journal.Files;

/// <summary>
/// All that this product asks of a disk: the one seam between the files of a run and what keeps them. Failures are the
/// exceptions of <see cref="System.IO"/>; the error number of a full disk is in <see cref="Exception.HResult"/>.
/// </summary>
public interface IDisk
{
    /// <summary>Makes a file that must not exist yet; nobody else opens it until it is closed.</summary>
    /// <param name="path">Full path; the directory exists.</param>
    /// <param name="reservedBytes">Fails at once, leaving no file, when the disk has no room for so many bytes.</param>
    IDiskFile Create(string path, long reservedBytes = 0);

    /// <summary>Opens a file to read and write it; makes it if it is missing.</summary>
    IDiskFile Open(string path);

    /// <summary>
    /// Opens a file to read and write it and locks it until it is closed, which the death of the process does too; makes
    /// it if it is missing. Null: somebody else has it open.
    /// </summary>
    IDiskFile? TryLock(string path);

    /// <summary>Reads a file from its beginning; others may go on writing to it.</summary>
    Stream OpenRead(string path);

    /// <summary>Length of a file, bytes; null: there is no file of this name.</summary>
    long? LengthOf(string path);

    /// <summary>What a directory holds, in ordinal order of the names; null: there is no directory of this name.</summary>
    IReadOnlyList<DiskEntry>? List(string directory);

    /// <summary>Gives a file another name, in place of a file that has it. Durable once the directory is synced.</summary>
    void Move(string path, string newPath);

    /// <summary>Takes a file away; a missing one is none the worse for it. Durable once the directory is synced.</summary>
    void Delete(string path);

    /// <summary>Makes a directory and those above it, where they are missing. Durable once the one above it is synced.</summary>
    void CreateDirectory(string path);

    /// <summary>Makes the names in a directory durable.</summary>
    void SyncDirectory(string path);

    /// <summary>Bytes that may still be written at a path; null where the system does not say.</summary>
    long? FreeBytesAt(string path);
}

/// <summary>An open file. Offsets and lengths are bytes from its beginning.</summary>
public interface IDiskFile : IDisposable
{
    /// <summary>Its length now, whoever wrote it.</summary>
    long Length { get; }

    /// <summary>
    /// Whether another file has the name of this locked one by now: somebody moved it away, and somebody else made one
    /// in its place. False where the system cannot say.
    /// </summary>
    bool IsReplaced { get; }

    /// <summary>Reads as much as there is, up to the length of the span.</summary>
    /// <returns>Number of bytes read; less than asked for only at the end of the file.</returns>
    int Read(Span<byte> bytes, long offset);

    /// <summary>Writes all of the bytes. Durable once the file is synced.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts the file off.</summary>
    void SetLength(long length);

    /// <summary>Makes content and length durable; not the name (<see cref="IDisk.SyncDirectory"/>).</summary>
    void Sync();
}

/// <summary>A name in a directory.</summary>
/// <param name="Name">The name alone.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
public readonly record struct DiskEntry(string Name, bool IsDirectory);
