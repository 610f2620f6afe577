using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;

namespace MarsDisk.Journal.Records;

/// <summary>
/// The append-only event file of its one owner. Opening cuts a torn last record off; each append is one record and one
/// sync, and is refused when somebody else has appended. After a failed append it accepts nothing until it is opened anew.
/// </summary>
public sealed class JournalFile : IDisposable
{
    private readonly FileStream _file;
    private readonly IDiskFaults? _faults;
    private long _endOffset;
    private string? _closedBecause;

    private JournalFile(FileStream file, JournalContents contents, IDiskFaults? faults)
    {
        _file = file;
        _faults = faults;
        Contents = contents;
        _endOffset = contents.EndOffset;
        LastSequence = contents.LastSequence;
        Epoch = contents.Records.Aggregate(0L, static (epoch, record) => Math.Max(epoch, EpochOf(record)));
    }

    /// <summary>What the file held when it was opened; <see cref="JournalContents.TornBytes"/> were cut off and should be logged.</summary>
    public JournalContents Contents { get; }

    /// <summary>Sequence of the last record; 0 in an empty journal.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The highest epoch that this journal has seen.</summary>
    public long Epoch { get; private set; }

    /// <summary>Opens the journal of a run whose lease the caller holds; makes it if it is missing or shorter than its header.</summary>
    /// <param name="path">The file; its directory exists.</param>
    /// <param name="fingerprint">Physics fingerprint for the header of a new file.</param>
    /// <param name="faults">Disk faults of a test.</param>
    /// <exception cref="JournalCorruptException">The file is damaged before its end; nothing was changed.</exception>
    /// <exception cref="IOException">The file cannot be opened, cut or made.</exception>
    public static JournalFile OpenOwned(string path, ContentHash fingerprint, IDiskFaults? faults = null)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            var contents = JournalScan.Read(ReadFrom(file, 0));
            if (contents.EndOffset == 0)
                contents = Create(file, path, fingerprint, contents.TornBytes, faults);
            else if (contents.TornBytes > 0)
                Cut(file, path, contents.EndOffset, faults);
            return new JournalFile(file, contents, faults);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a journal that somebody else may be writing; stops at a torn tail and changes nothing.</summary>
    /// <exception cref="JournalCorruptException">The file is damaged before its end.</exception>
    /// <exception cref="IOException">The file is missing or unreadable.</exception>
    public static JournalContents Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return JournalScan.Read(ReadFrom(file, 0));
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
        var isCommit = manifest == RunEventCodec.ChunkManifest;
        _file.Position = _endOffset;
        _faults?.Before(DiskOperation.Write, _file.Name);
        if (isCommit && CrashPoints.IsDue(CrashPoints.InsideAppend))
        {
            _file.Write(record.AsSpan(0, record.Length / 2));
            _file.Flush(flushToDisk: true);
            CrashPoints.Kill();
        }
        _file.Write(record);
        _faults?.Before(DiskOperation.Sync, _file.Name);
        _file.Flush(flushToDisk: true);
        _endOffset += record.Length;
        if (isCommit)
            CrashPoints.Reach(CrashPoints.AfterAppend);
    }

    private static JournalContents Create(
        FileStream file, string path, ContentHash fingerprint, long tornBytes, IDiskFaults? faults)
    {
        var header = RecordFormat.Header(fingerprint);
        faults?.Before(DiskOperation.Write, path);
        file.SetLength(0);
        file.Position = 0;
        file.Write(header);
        faults?.Before(DiskOperation.Sync, path);
        file.Flush(flushToDisk: true);
        DirectorySync.Sync(Path.GetDirectoryName(Path.GetFullPath(path))!, faults);
        return JournalScan.Read(header) with { TornBytes = tornBytes };
    }

    private static void Cut(FileStream file, string path, long endOffset, IDiskFaults? faults)
    {
        faults?.Before(DiskOperation.Write, path);
        file.SetLength(endOffset);
        faults?.Before(DiskOperation.Sync, path);
        file.Flush(flushToDisk: true);
    }

    private static byte[] ReadFrom(FileStream file, long offset)
    {
        var bytes = new byte[file.Length - offset];
        file.Position = offset;
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    private static long EpochOf(JournalRecord record) =>
        record.Manifest == RunEventCodec.OwnershipManifest && record.ToRunEvent() is OwnershipTaken taken ? taken.Epoch : 0;
}
