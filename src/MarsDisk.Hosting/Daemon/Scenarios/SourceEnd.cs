using System.Text;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>
/// Whether the bytes so far end with the statement <c>end</c>, behind which only blank lines and comments may stand: what
/// tells a scenario that is complete from a connection that was lost.
/// </summary>
internal sealed class SourceEnd
{
    private const int TailBytes = 4096;

    private readonly byte[] _tail = new byte[TailBytes];
    private int _length;

    /// <summary>Takes the next bytes.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        var fresh = bytes[Math.Max(0, bytes.Length - TailBytes)..];
        var kept = Math.Min(_length, TailBytes - fresh.Length);
        _tail.AsSpan(_length - kept, kept).CopyTo(_tail);
        fresh.CopyTo(_tail.AsSpan(kept));
        _length = kept + fresh.Length;
    }

    /// <summary>Whether the last statement is <c>end</c>.</summary>
    public bool IsComplete
    {
        get
        {
            foreach (var line in Encoding.Latin1.GetString(_tail.AsSpan(0, _length)).Split('\n').Reverse())
            {
                var text = line.Split('#')[0].Trim();
                if (text.Length > 0)
                    return text == "end" || text.Replace(" ", "", StringComparison.Ordinal).StartsWith("{\"op\":\"end\"", StringComparison.Ordinal);
            }

            return false;
        }
    }
}
