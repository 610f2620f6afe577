using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;

namespace MarsDisk.Cli.Running.Reading;

/// <summary>
/// The lines of the diagnostics of a source that cannot be read again: taken while the bytes are there, at most
/// <see cref="Recent"/> of them at any time.
/// </summary>
internal sealed class CapturedText : ISourceText
{
    // What the parser may hold back, and a line before it.
    private const int Recent = 5 * 1024 * 1024;
    private const int LineBytesMax = 80 * 1024;

    // A run reads on one thread and says what became of it on another.
    private readonly Lock _access = new();
    private readonly Queue<(long Start, byte[] Bytes)> _recent = new();
    private readonly List<(long Start, byte[] Bytes)> _kept = [];
    private long _end;
    private long _held;

    /// <summary>The next bytes of the source.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_access)
        {
            _recent.Enqueue((_end, bytes.ToArray()));
            _end += bytes.Length;
            _held += bytes.Length;
            while (_held - _recent.Peek().Bytes.Length >= Recent)
                _held -= _recent.Dequeue().Bytes.Length;
        }
    }

    /// <summary>Keeps the lines of a diagnostic and of its notes.</summary>
    public void Keep(Diagnostic diagnostic)
    {
        lock (_access)
        {
            Keep(diagnostic.At);
            foreach (var (at, _) in diagnostic.Notes)
            {
                if (at is { } place)
                    Keep(place);
            }
        }
    }

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> destination)
    {
        lock (_access)
        {
            foreach (var (start, bytes) in _kept)
            {
                if (offset >= start && offset <= start + bytes.Length)
                    return new MemoryText(bytes, start).Read(offset, destination);
            }

            return ReadRecent(offset, destination);
        }
    }

    private void Keep(in SourceSpan at)
    {
        var line = new byte[LineBytesMax];
        var start = at.Start - (at.StartColumn - 1);
        var read = ReadRecent(start, line);
        var end = line.AsSpan(0, read).IndexOf((byte)'\n');
        _kept.Add((start, line[..(end < 0 ? read : end)]));
    }

    private int ReadRecent(long offset, Span<byte> destination)
    {
        var read = 0;
        foreach (var (start, bytes) in _recent)
        {
            if (offset + read < start || offset + read >= start + bytes.Length)
                continue;
            read += new MemoryText(bytes, start).Read(offset + read, destination[read..]);
            if (read == destination.Length)
                break;
        }

        return read;
    }
}
