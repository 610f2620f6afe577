using System.Buffers.Binary;
using System.Text;

namespace MarsDisk.Journal.Records;

/// <summary>
/// Reads the bytes of a journal: whole records, then perhaps the rest of a torn append. Anything else is corruption.
/// </summary>
internal static class JournalScan
{
    /// <summary>Contents of a whole file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="isShortened">Whether records may have been taken away at the beginning.</param>
    public static JournalContents Read(ReadOnlyMemory<byte> file, bool isShortened = false)
    {
        var bytes = file.Span;
        if (bytes.Length < RecordFormat.HeaderBytes || !bytes.ContainsAnyExcept((byte)0))
            return new JournalContents(0, [], EndOffset: 0, TornBytes: bytes.Length);
        CheckHeader(bytes);
        var records = file[RecordFormat.HeaderBytes..];
        var contents = ReadRecords(records, RecordFormat.HeaderBytes, isShortened ? FirstSequence(records.Span) : 1);
        return contents with { FingerprintStart = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) };
    }

    /// <summary>Records of a part of a file that begins at a record.</summary>
    public static JournalContents ReadRecords(ReadOnlyMemory<byte> part, long fileOffset, long firstSequence)
    {
        var bytes = part.Span;
        var records = new List<JournalRecord>();
        var offset = 0;
        while (offset < bytes.Length && WholeRecordBytes(bytes[offset..]) is var length and > 0)
        {
            var record = Decode(part.Slice(offset + RecordFormat.PrefixBytes, length - RecordFormat.PrefixBytes));
            var expected = firstSequence + records.Count;
            if (record.Sequence != expected)
                throw new JournalCorruptException(
                    $"The record at offset {fileOffset + offset} has sequence {record.Sequence}, expected {expected}. "
                    + "Nothing was changed.");
            records.Add(record);
            offset += length;
        }
        RefuseWhenNotLast(bytes[offset..], fileOffset + offset, firstSequence + records.Count);
        return new JournalContents(0, records, fileOffset + offset, bytes.Length - offset);
    }

    private static void CheckHeader(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(RecordFormat.Magic))
            throw new JournalCorruptException("The file does not begin with 'MDJL' at offset 0: it is not a journal, or is damaged.");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (version != RecordFormat.Version)
            throw new JournalCorruptException(
                $"The journal has format version {version} at offset 4; this program reads version {RecordFormat.Version}.");
    }

    // A torn append is the last thing in a file and no longer than a record. A bad record with a whole one somewhere
    // behind it is damage: cutting there would throw committed events away.
    private static void RefuseWhenNotLast(ReadOnlySpan<byte> tail, long fileOffset, long sequence)
    {
        for (var start = 1; start + RecordFormat.PrefixBytes + RecordFormat.LengthMin <= tail.Length; start++)
        {
            if (WholeRecordBytes(tail[start..]) > 0)
                throw new JournalCorruptException(
                    $"The record at offset {fileOffset} (sequence {sequence}) is damaged, and whole records follow at offset "
                    + $"{fileOffset + start}. Nothing was changed.");
        }
        if (tail.Length > RecordFormat.RecordBytesMax && tail.ContainsAnyExcept((byte)0))
            throw new JournalCorruptException(
                $"The record at offset {fileOffset} (sequence {sequence}) is damaged, and {tail.Length} bytes follow: "
                + "more than one torn append leaves. Nothing was changed.");
    }

    /// <summary>Bytes of the record at the beginning of the span; 0 if it is short, too long or fails its checksum.</summary>
    private static int WholeRecordBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < RecordFormat.PrefixBytes + RecordFormat.LengthMin)
            return 0;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length < RecordFormat.LengthMin || length > RecordFormat.RecordBytesMax - RecordFormat.PrefixBytes
            || length > bytes.Length - RecordFormat.PrefixBytes)
            return 0;
        var body = bytes.Slice(RecordFormat.PrefixBytes, (int)length);
        if (RecordFormat.LengthMin + body[8] > body.Length)
            return 0;
        return RecordFormat.Checksum(body) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])
            ? RecordFormat.PrefixBytes + body.Length
            : 0;
    }

    private static long FirstSequence(ReadOnlySpan<byte> records) => WholeRecordBytes(records) > 0
        ? BinaryPrimitives.ReadInt64LittleEndian(records[RecordFormat.PrefixBytes..])
        : 1;

    private static JournalRecord Decode(ReadOnlyMemory<byte> body)
    {
        var bytes = body.Span;
        var manifestBytes = bytes[8];
        return new JournalRecord(
            BinaryPrimitives.ReadInt64LittleEndian(bytes),
            Encoding.UTF8.GetString(bytes.Slice(RecordFormat.LengthMin, manifestBytes)),
            body[(RecordFormat.LengthMin + manifestBytes)..]);
    }
}
