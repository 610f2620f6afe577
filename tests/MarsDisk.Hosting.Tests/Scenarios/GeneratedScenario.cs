using System.Text;

namespace MarsDisk.Hosting.Tests.Scenarios;

/// <summary>
/// A scenario that is made while it is read, so that nobody holds it: head, so many lines, tail. Looks at the managed heap at
/// even distances.
/// </summary>
internal sealed class GeneratedScenario(string head, int lines, Func<int, string> line, string tail) : Stream
{
    private const int Looks = 16;

    private byte[] _text = Encoding.UTF8.GetBytes(head);
    private int _next;
    private int _place;
    private bool _isTail;

    /// <summary>Most live bytes of the heap while the lines were read.</summary>
    public long LiveBytesMax { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length && HasText())
        {
            var count = Math.Min(buffer.Length - written, _text.Length - _place);
            _text.AsSpan(_place, count).CopyTo(buffer[written..]);
            (_place, written) = (_place + count, written + count);
        }

        return written;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool HasText()
    {
        if (_place < _text.Length)
            return true;
        if (_isTail)
            return false;
        _place = 0;
        _isTail = _next == lines;
        if (!_isTail && _next % Math.Max(1, lines / Looks) == 0)
            LiveBytesMax = Math.Max(LiveBytesMax, GC.GetTotalMemory(forceFullCollection: true));
        _text = Encoding.UTF8.GetBytes(_isTail ? tail : line(_next++));
        return true;
    }
}
