using System.Globalization;
using System.Text;

namespace MarsDisk.LanguageServer.Protocol;

/// <summary>Takes messages out of a stream of bytes: header lines, a blank line, so many bytes of JSON.</summary>
/// <param name="input">The stream.</param>
internal sealed class MessageReader(Stream input)
{
    private const int HeaderBytesMax = 8 * 1024;
    private const int BodyBytesMax = 256 * 1024 * 1024;      // an opened document arrives in one message

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _first;
    private int _end;

    /// <summary>The next message, or null at the end of the stream. Throws when the stream holds no messages.</summary>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        var length = -1;
        var headerBytes = 0;
        while (true)
        {
            var line = await ReadHeaderLineAsync(cancellation);
            if (line is null)
                return headerBytes == 0 ? null : throw new InvalidDataException("The stream ends inside a header.");
            headerBytes += line.Length + 2;
            if (headerBytes > HeaderBytesMax)
                throw new InvalidDataException($"A header has more than {HeaderBytesMax} bytes.");
            if (line.Length == 0)
                break;
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = LengthIn(line);
        }

        if (length < 0)
            throw new InvalidDataException("A header has no Content-Length.");
        return await ReadBodyAsync(length, cancellation);
    }

    private static int LengthIn(string line)
    {
        var text = line.AsSpan("Content-Length:".Length).Trim();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= BodyBytesMax
            ? length
            : throw new InvalidDataException($"Content-Length must be a number up to {BodyBytesMax}, and is {text}.");
    }

    private async ValueTask<string?> ReadHeaderLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_first == _end && !await FillAsync(cancellation))
                return line.Length == 0 ? null : throw new InvalidDataException("The stream ends inside a header.");
            var next = (char)_buffer[_first++];
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            if (line.Length == HeaderBytesMax)
                throw new InvalidDataException($"A header line has more than {HeaderBytesMax} bytes.");
            line.Append(next);
        }
    }

    private async ValueTask<byte[]> ReadBodyAsync(int length, CancellationToken cancellation)
    {
        var body = new byte[length];
        var present = Math.Min(length, _end - _first);
        _buffer.AsSpan(_first, present).CopyTo(body);
        _first += present;
        await input.ReadExactlyAsync(body.AsMemory(present), cancellation);
        return body;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        _first = 0;
        _end = await input.ReadAsync(_buffer, cancellation);
        return _end > 0;
    }
}
