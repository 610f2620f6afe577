using MarsDisk.Snapshots.Restoring;

namespace MarsDisk.Snapshots.Tests.Container;

/// <summary>Gives few bytes at a time, as a connection may.</summary>
internal sealed class TricklingStream(byte[] bytes) : ReadOnlyStream
{
    private int _position;
    private bool _hasBroken;

    /// <summary>The read there fails; the next one goes on.</summary>
    public int BreaksAt { get; init; } = int.MaxValue;

    public override long Length => bytes.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position >= BreaksAt && !_hasBroken)
        {
            _hasBroken = true;
            throw new IOException("The connection broke.");
        }
        var count = Math.Min(Math.Min(buffer.Length, 1 + (_position % 977)), bytes.Length - _position);
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
