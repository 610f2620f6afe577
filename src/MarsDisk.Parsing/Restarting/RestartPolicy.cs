namespace MarsDisk.Parsing;

/// <summary>
/// When a parse that waits for more bytes tries again: when as many have come as were missing, and a line has ended
/// or the
/// buffered part has grown by half, and all tries together stay within twice what has come. With the try at the end
/// of the
/// source no more than three times its length is looked at, however it is cut.
/// </summary>
internal sealed class RestartPolicy
{
    private long _buffered;
    private long _furthest;
    private int _missing = 1;
    private bool _hasNewLine;

    /// <summary>Bytes that have come.</summary>
    public long Received { get; private set; }

    /// <summary>Bytes that all tries have looked at.</summary>
    public long Looked { get; private set; }

    /// <summary>Bytes have come.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        Received += bytes.Length;
        _hasNewLine |= bytes.Contains((byte)'\n');
    }

    /// <summary>Whether to try.</summary>
    /// <param name="buffered">Bytes from the watermark on.</param>
    /// <param name="isFinal">Nothing follows.</param>
    public bool IsWorthATry(long buffered, bool isFinal)
        => isFinal
            || (buffered - _buffered >= _missing
                && (_hasNewLine || 2 * buffered >= 3 * _buffered)
                && Looked + buffered <= 2 * Received);

    /// <summary>Bytes that are still missing for the next try, ≥ 1.</summary>
    /// <param name="buffered">Bytes from the watermark on.</param>
    public int MissingAt(long buffered) => (int)Math.Max(1, _missing - (buffered - _buffered));

    /// <summary>A try has ended.</summary>
    /// <param name="start">Source offset at which it began.</param>
    /// <param name="looked">Bytes it has looked at.</param>
    /// <param name="buffered">Bytes from the watermark on, behind it.</param>
    /// <param name="missing">Bytes that are missing at least.</param>
    /// <returns>Bytes that an earlier try had looked at as well.</returns>
    public long Try(long start, long looked, long buffered, int missing)
    {
        var again = Math.Max(0, Math.Min(looked, _furthest - start));
        _furthest = Math.Max(_furthest, start + looked);
        Looked += looked;
        _buffered = buffered;
        _missing = missing;
        _hasNewLine = false;
        return again;
    }
}
