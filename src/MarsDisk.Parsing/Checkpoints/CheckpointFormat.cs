using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MarsDisk.Parsing;

/// <summary>The binary form of a checkpoint: <c>docs/formats/stream-checkpoint.md</c>.</summary>
internal static class CheckpointFormat
{
    /// <summary>Largest form, bytes.</summary>
    public const int BytesMax = 8192;

    private const int Version = 1;
    private const int HeaderBytes = 6;
    private const int TrailerBytes = sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "MDCK"u8;

    public static int Write(StreamCheckpoint checkpoint, IBufferWriter<byte> output)
    {
        var bytes = new byte[BytesMax];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Magic.Length), (ushort)checkpoint.FormatVersion);
        var fields = new FieldWriter(bytes.AsSpan(HeaderBytes, BytesMax - HeaderBytes - TrailerBytes));
        WriteFields(checkpoint, ref fields);
        if (fields.IsFull)
            throw new InvalidOperationException($"A checkpoint of {checkpoint.ScenarioId} has more than {BytesMax} bytes.");

        var length = HeaderBytes + fields.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(length), Crc32C.Of(bytes.AsSpan(0, length)));
        output.Write(bytes.AsSpan(0, length + TrailerBytes));
        return length + TrailerBytes;
    }

    public static bool TryRead(
        ReadOnlySpan<byte> input, [NotNullWhen(true)] out StreamCheckpoint? checkpoint, [NotNullWhen(false)] out StreamError? error)
    {
        checkpoint = null;
        error = Fault(input);
        if (error is not null)
            return false;

        var fields = new FieldReader(input[HeaderBytes..^TrailerBytes]);
        checkpoint = ReadFields(ref fields);
        if (!fields.IsBroken)
            return true;
        checkpoint = null;
        error = StreamCheckpoint.Invalid("A field of the checkpoint has the wrong length.");
        return false;
    }

    private static StreamError? Fault(ReadOnlySpan<byte> input)
    {
        if (input.Length < HeaderBytes + TrailerBytes || !input.StartsWith(Magic))
            return StreamCheckpoint.Invalid("This is no checkpoint: it does not begin with MDCK.");
        if (input.Length > BytesMax)
            return StreamCheckpoint.Invalid($"The checkpoint has {input.Length} bytes, more than {BytesMax}.");
        var found = Crc32C.Of(input[..^TrailerBytes]);
        var expected = BinaryPrimitives.ReadUInt32LittleEndian(input[^TrailerBytes..]);
        if (found != expected)
            return StreamCheckpoint.Invalid($"The checksum of the checkpoint is {found:x8}, expected {expected:x8}: it is damaged.");
        var version = BinaryPrimitives.ReadUInt16LittleEndian(input[Magic.Length..]);
        return version == Version ? null : StreamCheckpoint.Invalid($"The checkpoint has version {version}, expected {Version}.");
    }

    private static void WriteFields(StreamCheckpoint checkpoint, ref FieldWriter fields)
    {
        fields.Text(checkpoint.Grammar.Name);
        fields.Whole(checkpoint.Grammar.Version);
        fields.Whole((long)checkpoint.Grammar.Fingerprint);
        fields.Whole((long)checkpoint.ConfigFingerprint);
        fields.Text(checkpoint.ScenarioId);
        fields.Whole(checkpoint.Watermark);
        fields.Whole(checkpoint.Line);
        fields.Whole(checkpoint.NextOrdinal);
        fields.Bytes(checkpoint.Context.AsSpan());
        fields.Whole(checkpoint.PrefixCrc32C);
        fields.Bytes(checkpoint.TailSha256.AsSpan());
        fields.Whole(checkpoint.TailLength);
        fields.Wide(checkpoint.TranscriptDigest);
        WriteMeta(checkpoint.Meta, ref fields);
        fields.Text(string.Join('\n', checkpoint.ResumeLineage));
        fields.Whole(checkpoint.CreatedAt.UtcTicks);
        fields.Whole(checkpoint.ResumeLineageTotal);
    }

    private static void WriteMeta(StreamMeta meta, ref FieldWriter fields)
    {
        fields.Whole(meta.ConsumedBytes);
        fields.Whole(meta.ChunksConsumed);
        fields.Whole(meta.Units);
        fields.Whole(meta.Rows);
        fields.Whole(meta.ResumeCount);
        fields.Whole(meta.AwaitCount);
        fields.Whole(meta.BackpressureCount);
        fields.Whole(meta.CheckpointsClosed);
        fields.Optional((long?)meta.LastReason);
        fields.Wide(meta.TranscriptDigest);
    }

    private static StreamCheckpoint ReadFields(ref FieldReader fields) => new()
    {
        FormatVersion = Version,
        Grammar = new(fields.Text(), (int)fields.Whole(), (ulong)fields.Whole()),
        ConfigFingerprint = (ulong)fields.Whole(),
        ScenarioId = fields.Text(),
        Watermark = fields.Whole(),
        Line = fields.Whole(),
        NextOrdinal = fields.Whole(),
        Context = [.. fields.Bytes()],
        PrefixCrc32C = (uint)fields.Whole(),
        TailSha256 = [.. fields.Bytes()],
        TailLength = (int)fields.Whole(),
        TranscriptDigest = fields.Wide(),
        Meta = ReadMeta(ref fields),
        ResumeLineage = Lines(fields.Text()),
        CreatedAt = fields.Time(),
        ResumeLineageTotal = fields.Whole(),
    };

    private static StreamMeta ReadMeta(ref FieldReader fields) => new()
    {
        ConsumedBytes = fields.Whole(),
        ChunksConsumed = fields.Whole(),
        Units = fields.Whole(),
        Rows = fields.Whole(),
        ResumeCount = (int)fields.Whole(),
        AwaitCount = (int)fields.Whole(),
        BackpressureCount = (int)fields.Whole(),
        CheckpointsClosed = (int)fields.Whole(),
        LastReason = (PendingReason?)fields.Optional(),
        TranscriptDigest = fields.Wide(),
    };

    private static ImmutableArray<string> Lines(string text) => text.Length == 0 ? [] : [.. text.Split('\n')];

    private ref struct FieldWriter(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;

        public int Length { get; private set; }

        public bool IsFull { get; private set; }

        public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

        public void Whole(long value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            Bytes(bytes);
        }

        public void Optional(long? value)
        {
            if (value is { } present)
                Whole(present);
            else
                Bytes([]);
        }

        public void Wide(UInt128 value)
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128LittleEndian(bytes, value);
            Bytes(bytes);
        }

        public void Bytes(scoped ReadOnlySpan<byte> bytes)
        {
            IsFull |= bytes.Length > _destination.Length - Length - sizeof(ushort);
            if (IsFull)
                return;
            BinaryPrimitives.WriteUInt16LittleEndian(_destination[Length..], (ushort)bytes.Length);
            bytes.CopyTo(_destination[(Length + sizeof(ushort))..]);
            Length += sizeof(ushort) + bytes.Length;
        }
    }

    private ref struct FieldReader(ReadOnlySpan<byte> source)
    {
        private ReadOnlySpan<byte> _rest = source;

        public bool IsBroken { get; private set; }

        public string Text() => Encoding.UTF8.GetString(Bytes());

        public long Whole() => Exactly(sizeof(long)) is { Length: > 0 } bytes ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;

        public UInt128 Wide() => Exactly(16) is { Length: > 0 } bytes ? BinaryPrimitives.ReadUInt128LittleEndian(bytes) : 0;

        public long? Optional()
        {
            var bytes = Bytes();
            IsBroken |= bytes.Length is not (0 or sizeof(long));
            return bytes.Length == sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : null;
        }

        public DateTimeOffset Time()
        {
            var ticks = Whole();
            IsBroken |= ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks;
            return IsBroken ? default : new(ticks, TimeSpan.Zero);
        }

        public ReadOnlySpan<byte> Bytes()
        {
            var length = _rest.Length < sizeof(ushort) ? int.MaxValue : BinaryPrimitives.ReadUInt16LittleEndian(_rest);
            IsBroken |= length > _rest.Length - sizeof(ushort);
            if (IsBroken)
                return [];
            var bytes = _rest.Slice(sizeof(ushort), length);
            _rest = _rest[(sizeof(ushort) + length)..];
            return bytes;
        }

        private ReadOnlySpan<byte> Exactly(int length)
        {
            var bytes = Bytes();
            IsBroken |= bytes.Length != length;
            return IsBroken ? [] : bytes;
        }
    }
}
