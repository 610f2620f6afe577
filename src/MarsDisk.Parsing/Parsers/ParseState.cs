using System.Diagnostics.CodeAnalysis;

namespace MarsDisk.Parsing;

/// <summary>All that changes during one parse of one window. Parsers themselves are immutable.</summary>
/// <param name="input">The window.</param>
/// <param name="config">Settings of the parse.</param>
[SuppressMessage("Design", "CA1051", Justification = "Parsers change the state at every byte; it lives on the stack.")]
public ref struct ParseState(Input input, RunConfig config)
{
    /// <summary>The window.</summary>
    public readonly Input Input = input;

    /// <summary>Settings, fixed at the start of the parse.</summary>
    public readonly RunConfig Config = config;

    /// <summary>Next byte, an index into the window.</summary>
    public int Cursor;

    /// <summary>
    /// One past the furthest index that influenced a reply; length + 1 when the end of the window itself did.
    /// </summary>
    public int Examined;

    /// <summary>How deep rules are nested.</summary>
    public int Depth;

    /// <summary>Gathers expectations; null on the first pass, where nothing is gathered.</summary>
    public FailureCollector? Failures;

    /// <summary>What is shared by all windows of one parse.</summary>
    private ParseSession? _session;

    // A place whose line is known, so that successive positions count each line end once.
    private int _knownIndex;
    private long _knownLine = input.BaseLine;
    private int _knownLineStart = StartOfFirstLine(input);
    private int _firstLineStart = StartOfFirstLine(input);

    internal ParseSession Session
    {
        get => _session ??= new(Config);
        set => _session = value;
    }

    /// <summary>The rest of the window.</summary>
    internal readonly ReadOnlySpan<byte> Rest => Input.Bytes[Cursor..];

    /// <summary>The parse has ended: nothing is tried any more.</summary>
    internal readonly bool HasFault => _session is { Fault: not null };

    /// <summary>The place of a byte of the window.</summary>
    /// <param name="index">0…length.</param>
    public Position PositionAt(int index)
    {
        if (index >= _knownIndex)
        {
            var passed = Input.Bytes[_knownIndex..index];
            var last = passed.LastIndexOf((byte)'\n');
            if (last >= 0)
            {
                _knownLine += passed.Count((byte)'\n');
                _knownLineStart = _knownIndex + last + 1;
            }
        }
        else if (index < _knownLineStart)
        {
            _knownLine -= Input.Bytes[index.._knownIndex].Count((byte)'\n');
            var last = Input.Bytes[..index].LastIndexOf((byte)'\n');
            _knownLineStart = last < 0 ? _firstLineStart : last + 1;
        }

        _knownIndex = index;
        return new(Input.BaseOffset + index, _knownLine, Math.Max(1, index - _knownLineStart + 1));
    }

    /// <summary>The range between two bytes of the window.</summary>
    /// <param name="start">First byte.</param>
    /// <param name="end">The byte behind the last one.</param>
    public SourceSpan SpanOf(int start, int end)
    {
        var first = PositionAt(start);
        var last = PositionAt(end);
        return new(first.Offset, last.Offset, first.Line, first.Column, last.Line, last.Column);
    }

    /// <summary>The window begins behind so many bytes of its first line.</summary>
    internal void StartInLine(int bytesBefore) => _knownLineStart = _firstLineStart = -bytesBefore;

    /// <summary>Bytes before this index influence the reply.</summary>
    internal void Examine(int end)
    {
        if (end > Examined)
            Examined = end;
    }

    /// <summary>The end of the window influences the reply; true if more may follow.</summary>
    internal bool EndMayMove()
    {
        Examined = Input.Bytes.Length + 1;
        return !Input.IsFinal;
    }

    /// <summary>A byte order mark does not count in columns.</summary>
    private static int StartOfFirstLine(in Input input)
        => input.BaseOffset == 0 && input.Bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
}
