using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States.Sections;

namespace MarsDisk.Simulation.States.Histories;

/// <summary>
/// A state together with the rows of its run that are in no file yet: a body <c>marsdisk.sim-state</c> with the columns of the
/// buffer behind the state. Columns go to the stream and come back as they lie in memory, a megabyte at a time; nothing is copied
/// as a whole and no element is looked at.
/// </summary>
public static class RunHistory
{
    private const uint HeadTag = 0x5000;
    private const uint NamesTag = 0x5001;
    private const uint ColumnTag = 0x5100;
    private const int HeadNumbers = 4;
    private const int SliceBytes = 1024 * 1024;

    /// <summary>Writes state and rows.</summary>
    /// <param name="output">Receives the body.</param>
    /// <param name="state">The state at the border behind the rows.</param>
    /// <param name="buffer">Holds the rows; later ones may be appended meanwhile.</param>
    /// <param name="rows">Rows that were complete at the border.</param>
    public static void Write(Stream output, ResumeState state, ChunkBuffer buffer, FilledRows rows)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(buffer);
        var writer = new SectionWriter(output, state.Run.SectionVersion);
        state.Transfer(writer);
        var columns = new BufferColumns(buffer);
        ReadOnlySpan<long> head = [buffer.FirstStep, rows.Steps, rows.PsdSteps, columns.All.Count];
        writer.Begin(new SectionHead(HeadTag, SectionFormat.Int64, HeadNumbers, HeadNumbers * sizeof(long)));
        writer.Append(MemoryMarshal.AsBytes(head));
        WriteNames(writer, columns);
        for (var index = 0; index < columns.All.Count; index++)
            WriteColumn(writer, columns, index, rows);
        writer.Finish();
    }

    /// <summary>Reads a state, and its rows into a buffer. Behind an exception the buffer holds no rows that count.</summary>
    /// <param name="input">The body.</param>
    /// <param name="firstStep">The first step that is in no file yet.</param>
    /// <param name="buffer">Receives the rows; nobody else uses it.</param>
    /// <exception cref="StateFormatException">The bytes are not such a body, or of another run.</exception>
    public static ResumeState Read(Stream input, long firstStep, ChunkBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(buffer);
        var columns = new ColumnReader(firstStep, buffer);
        var reader = new SectionReader(input, columns.TryTake);
        var state = ResumeState.ReadFrom(reader);
        columns.Finish(state.Run.Step);
        return state;
    }

    private static void WriteNames(SectionWriter writer, BufferColumns columns)
    {
        var names = Names(columns);
        var head = new SectionHead(NamesTag, SectionFormat.Utf8, names.Length, names.Length);
        writer.Begin(head);
        writer.Append(names);
        writer.Pad(head);
    }

    private static void WriteColumn(SectionWriter writer, BufferColumns columns, int index, FilledRows rows)
    {
        var column = columns.All[index];
        var head = HeadOf(column, index, rows);
        writer.Begin(head);
        for (var offset = 0L; offset < head.Length; offset += SliceBytes)
            writer.Append(columns.Slice(column, offset, (int)Math.Min(SliceBytes, head.Length - offset)));
        writer.Pad(head);
    }

    private static SectionHead HeadOf(BufferColumn column, int index, FilledRows rows)
    {
        var type = TypeOf(column.Kind);
        var length = column.BytesFor(rows.Steps, rows.PsdSteps);
        return new SectionHead(ColumnTag + (uint)index, type, type == SectionFormat.UInt8 ? length : length / sizeof(double), length);
    }

    private static byte TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Double => SectionFormat.Float64,
        ColumnKind.Integer => SectionFormat.Int64,
        _ => SectionFormat.UInt8,
    };

    private static byte[] Names(BufferColumns columns) => Encoding.UTF8.GetBytes(string.Join('\n', columns.All.Select(column => column.Name)));

    /// <summary>Takes the sections of rows out of a body while it is read.</summary>
    private sealed class ColumnReader(long firstStep, ChunkBuffer buffer)
    {
        private readonly BufferColumns _columns = new(buffer);
        private FilledRows? _rows;
        private int _next = -1;

        public bool TryTake(SectionHead head, Stream input)
        {
            switch (head.Tag)
            {
                case HeadTag:
                    ReadHead(head, input);
                    return true;
                case NamesTag:
                    ReadNames(head, input);
                    return true;
                case >= ColumnTag when head.Tag == ColumnTag + (uint)Math.Max(_next, 0):
                    ReadColumn(head, input);
                    return true;
                default:
                    return false;
            }
        }

        public void Finish(long step)
        {
            if (_rows is not { } rows || _next != _columns.All.Count)
                throw new StateFormatException($"The history has {Math.Max(_next, 0)} of {_columns.All.Count} columns.");
            if (step != firstStep + rows.Steps)
                throw new StateFormatException($"The history has rows up to step {firstStep + rows.Steps}, and its state is that of step {step}.");
            buffer.Resume(firstStep, rows.Steps, rows.PsdSteps);
        }

        private void ReadHead(SectionHead head, Stream input)
        {
            Span<byte> bytes = stackalloc byte[HeadNumbers * sizeof(long)];
            if (head.Length != bytes.Length)
                throw new StateFormatException($"The head of the history has {head.Length} bytes, expected {bytes.Length}.");
            SectionReader.Fill(input, bytes);
            var first = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            var steps = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
            var psdSteps = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
            var columns = BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]);
            if (first != firstStep || steps < 0 || steps > buffer.Capacity || psdSteps < 0 || psdSteps > steps || columns != _columns.All.Count)
                throw new StateFormatException($"The history holds {steps} steps from step {first} on in {columns} columns; the run has room for {buffer.Capacity} from {firstStep} on in {_columns.All.Count}.");
            _rows = new FilledRows((int)steps, (int)psdSteps);
        }

        private void ReadNames(SectionHead head, Stream input)
        {
            var expected = Names(_columns);
            if (_rows is null || head.Length != expected.Length)
                throw new StateFormatException("The history has other columns than the run.");
            var names = new byte[expected.Length + head.Padding];
            SectionReader.Fill(input, names);
            if (!names.AsSpan(0, expected.Length).SequenceEqual(expected))
                throw new StateFormatException("The history has other columns than the run.");
            _next = 0;
        }

        private void ReadColumn(SectionHead head, Stream input)
        {
            if (_next < 0 || _next >= _columns.All.Count || _rows is not { } rows)
                throw new StateFormatException($"Section {head.Tag:X} of the history is out of place.");
            var column = _columns.All[_next];
            if (head != HeadOf(column, _next, rows))
                throw new StateFormatException($"Column {column.Name} of the history has {head.Count} cells in {head.Length} bytes; {rows.Steps} rows have others.");
            for (var offset = 0L; offset < head.Length; offset += SliceBytes)
                SectionReader.Fill(input, _columns.Slice(column, offset, (int)Math.Min(SliceBytes, head.Length - offset)));
            Span<byte> padding = stackalloc byte[SectionFormat.Alignment];
            SectionReader.Fill(input, padding[..head.Padding]);
            _next++;
        }
    }
}
