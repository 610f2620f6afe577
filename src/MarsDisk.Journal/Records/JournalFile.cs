using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Journal.Files;

namespace MarsDisk.Journal.Records;

/// <summary>
/// The append-only event file of its one owner. Opening cuts a torn last record off; each append is one record and one
/// sync, and is refused when somebody else has appended. After a failed append it accepts nothing until it is opened anew.
/// </summary>
public sealed class JournalFile : IDisposable
{
    private const string Shorter = ".new";

    private readonly IDisk _disk;
    private readonly string _path;
    private volatile IDiskFile _file;
    private long _endOffset;
    private long _writtenEnd;                // as far as this owner has written, in whole records or not
    private string? _closedBecause;

    private JournalFile(IDisk disk, string path, IDiskFile file, JournalContents contents, bool mayBeShortened)
    {
        (_disk, _path, _file) = (disk, path, file);
        MayBeShortened = mayBeShortened;
        Contents = contents;
        _endOffset = _writtenEnd = contents.EndOffset;
        LastSequence = contents.LastSequence;
        Epoch = contents.Records.Aggregate(0L, static (epoch, record) => Math.Max(epoch, EpochOf(record)));
    }

    /// <summary>What the file held when it was opened; <see cref="JournalContents.TornBytes"/> were cut off and should be logged.</summary>
    public JournalContents Contents { get; }

    /// <summary>Sequence of the last record; 0 in an empty journal.</summary>
    public long LastSequence { get; private set; }

    /// <summary>
    /// Whether <see cref="Contents"/> are no longer all, or an append failed: whoever reads the events again opens the journal anew.
    /// </summary>
    public bool IsStale => _closedBecause is not null || LastSequence != Contents.LastSequence;

    /// <summary>Whether records that nobody needs any more may be taken away.</summary>
    public bool MayBeShortened { get; }

    /// <summary>The highest epoch that this journal has seen.</summary>
    public long Epoch { get; private set; }

    /// <summary>
    /// Whether somebody else has appended, so that the lease is lost. May be asked on any thread, also while this owner
    /// appends.
    /// </summary>
    public bool IsOvertaken => _file.Length is var length && length > Volatile.Read(ref _writtenEnd);

    /// <summary>Opens the journal of a run whose lease the caller holds; makes it if it is missing or shorter than its header.</summary>
    /// <param name="path">The file; its directory exists.</param>
    /// <param name="fingerprint">Physics fingerprint for the header of a new file.</param>
    /// <param name="disk">Where it is; null: the disk of the operating system.</param>
    /// <param name="mayBeShortened">Whether its first record need not be number 1 (<see cref="DropBefore"/>); never for a run.</param>
    /// <exception cref="JournalCorruptException">The file is damaged before its end; nothing was changed.</exception>
    /// <exception cref="IOException">The file cannot be opened, cut or made.</exception>
    public static JournalFile OpenOwned(string path, ContentHash fingerprint, IDisk? disk = null, bool mayBeShortened = false)
    {
        disk ??= FileSystemDisk.Instance;
        var file = disk.Open(path);
        try
        {
            if (mayBeShortened)
                disk.Delete(path + Shorter);
            var contents = JournalScan.Read(ReadFrom(file, 0), mayBeShortened);
            if (contents.EndOffset == 0)
                contents = Create(disk, file, path, fingerprint, contents.TornBytes);
            else
                Settle(disk, file, path, contents);
            return new JournalFile(disk, path, file, contents, mayBeShortened);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a journal that somebody else may be writing; stops at a torn tail and changes nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="disk">Where it is; null: the disk of the operating system.</param>
    /// <exception cref="JournalCorruptException">The file is damaged before its end.</exception>
    /// <exception cref="IOException">The file is missing or unreadable.</exception>
    public static JournalContents Read(string path, IDisk? disk = null)
    {
        using var file = (disk ?? FileSystemDisk.Instance).OpenRead(path);
        var bytes = new byte[file.Length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return JournalScan.Read(bytes.AsMemory(0, read));
    }

    /// <summary>Appends an event of a run behind the last one and syncs it: the commit.</summary>
    /// <returns>Its sequence.</returns>
    /// <exception cref="LeaseLostException">Somebody else appended; nothing was written.</exception>
    /// <exception cref="IOException">The append failed; the journal must be opened anew.</exception>
    public long Append(IRunEvent runEvent)
    {
        Append(LastSequence + 1, RunEventCodec.ManifestOf(runEvent), RunEventCodec.Encode(runEvent));
        return LastSequence;
    }

    /// <summary>Appends one record and syncs it.</summary>
    /// <param name="sequence">One more than <see cref="LastSequence"/>.</param>
    /// <param name="manifest">Name and version of the event.</param>
    /// <param name="payload">Its bytes.</param>
    /// <exception cref="LeaseLostException">Somebody else appended; nothing was written.</exception>
    /// <exception cref="IOException">The append failed; the journal must be opened anew.</exception>
    /// <exception cref="InvalidOperationException">An earlier append failed.</exception>
    public void Append(long sequence, string manifest, ReadOnlySpan<byte> payload)
    {
        if (_closedBecause is not null)
            throw new InvalidOperationException($"The journal must be opened anew: {_closedBecause}");
        if (sequence != LastSequence + 1)
            throw new ArgumentException($"Sequence {sequence} is appended, expected {LastSequence + 1}.", nameof(sequence));
        var record = RecordFormat.Encode(sequence, manifest, payload);
        try
        {
            RefuseWhenGrown();
            WriteAndSync(manifest, record);
        }
        catch (Exception error)
        {
            _closedBecause = error.Message;
            throw;
        }
        LastSequence = sequence;
        if (manifest == RunEventCodec.OwnershipManifest)
            Epoch = Math.Max(Epoch, EpochOf(new JournalRecord(sequence, manifest, payload.ToArray())));
    }

    /// <summary>
    /// Takes away the records in front of one: a shorter file takes the place of this one. A crash or a failure leaves one of
    /// the two whole.
    /// </summary>
    /// <param name="sequence">The first that stays; at most <see cref="LastSequence"/>, so that the numbers go on.</param>
    /// <exception cref="InvalidOperationException">This journal keeps every record.</exception>
    /// <exception cref="IOException">The disk refuses; every record is still there.</exception>
    public void DropBefore(long sequence)
    {
        if (!MayBeShortened)
            throw new InvalidOperationException("This journal keeps every record.");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, LastSequence);
        var whole = ReadFrom(_file, 0);
        var bytes = new List<byte>(whole[..RecordFormat.HeaderBytes].ToArray());
        foreach (var record in JournalScan.Read(whole, isShortened: true).Records.Where(record => record.Sequence >= sequence))
            bytes.AddRange(RecordFormat.Encode(record.Sequence, record.Manifest, record.Payload.Span));

        var shorter = WriteShorter([.. bytes]);
        using var longer = _file;
        _file = shorter;
        _endOffset = bytes.Count;
        Volatile.Write(ref _writtenEnd, bytes.Count);
        try
        {
            _disk.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        }
        catch (Exception error)                // a power loss may bring the longer file back, without what would be appended here
        {
            _closedBecause = error.Message;
            throw;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    // The fence of a lease that was taken away while this process slept: it does not rest on the lock alone.
    private void RefuseWhenGrown()
    {
        var length = _file.Length;
        if (length == _endOffset)
            return;
        if (length < _endOffset)
            throw new JournalCorruptException(
                $"The journal ends at offset {length}, but its record {LastSequence} ended at {_endOffset}.");
        var added = JournalScan.ReadRecords(ReadFrom(_file, _endOffset), _endOffset, LastSequence + 1);
        var epoch = added.Records.Aggregate(0L, static (highest, record) => Math.Max(highest, EpochOf(record)));
        throw new LeaseLostException(epoch > Epoch
            ? $"The lease is lost: the journal has an owner with epoch {epoch}, and this one has {Epoch}."
            : $"The lease is lost: {length - _endOffset} bytes were appended behind record {LastSequence} by somebody else.");
    }

    private void WriteAndSync(string manifest, byte[] record)
    {
        var isCommit = manifest is RunEventCodec.ChunkManifest or RunEventCodec.HistoryManifest;
        Volatile.Write(ref _writtenEnd, _endOffset + record.Length);
        if (isCommit && CrashPoints.IsDue(CrashPoints.InsideAppend))
        {
            _file.Write(record.AsSpan(0, record.Length / 2), _endOffset);
            _file.Sync();
            CrashPoints.Kill();
        }
        _file.Write(record, _endOffset);
        _file.Sync();
        _endOffset += record.Length;
        if (isCommit)
            CrashPoints.Reach(CrashPoints.AfterAppend);
    }

    private IDiskFile WriteShorter(byte[] bytes)
    {
        var file = _disk.Open(_path + Shorter);
        try
        {
            file.SetLength(0);
            file.Write(bytes, 0);
            file.Sync();
            _disk.Move(_path + Shorter, _path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static JournalContents Create(
        IDisk disk, IDiskFile file, string path, ContentHash fingerprint, long tornBytes)
    {
        var header = RecordFormat.Header(fingerprint);
        file.SetLength(0);
        file.Write(header, 0);
        file.Sync();
        disk.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return JournalScan.Read(header) with { TornBytes = tornBytes };
    }

    // The last record may have been written and not synced before the owner died or the disk failed. Whoever acts on it,
    // by deleting what a merged file stands for, must not find it gone after a power loss.
    private static void Settle(IDisk disk, IDiskFile file, string path, JournalContents contents)
    {
        if (contents.TornBytes > 0)
            file.SetLength(contents.EndOffset);
        file.Sync();
        // An owner that was killed between the header and this sync has left a name that a power loss takes away.
        disk.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static ReadOnlyMemory<byte> ReadFrom(IDiskFile file, long offset)
    {
        var bytes = new byte[file.Length - offset];
        return bytes.AsMemory(0, file.Read(bytes, offset));
    }

    private static long EpochOf(JournalRecord record) =>
        record.Manifest == RunEventCodec.OwnershipManifest && record.ToRunEvent() is OwnershipTaken taken ? taken.Epoch : 0;
}
