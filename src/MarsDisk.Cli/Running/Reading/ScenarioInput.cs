using System.Globalization;
using System.Net.Sockets;

using MarsDisk.Scenario.Rendering;

namespace MarsDisk.Cli.Running.Reading;

/// <summary>The bytes of a scenario: a file, standard input or a connection, looked at to see which of the two forms it has.</summary>
internal sealed class ScenarioInput : IDisposable
{
    private const string SocketScheme = "tcp://";
    private const int LookedAt = 512;

    private readonly Stream? _stream;
    private readonly TcpClient? _connection;
    private readonly Lazy<ScenarioInput>? _later;
    private readonly Stream? _bytes;

    private ScenarioInput(Stream stream, TcpClient? connection)
    {
        _stream = stream;
        _connection = connection;
        var start = new byte[LookedAt];
        var count = ReadStart(stream, start);
        IsJson = BeginsObject(start.AsSpan(0, count));
        var file = stream as FileStream is { CanSeek: true } regular ? regular : null;
        Captured = file is null ? new CapturedText() : null;
        Text = file is null ? Captured! : new FileText(file.SafeFileHandle);
        if (stream.CanSeek)
            stream.Position = 0;
        _bytes = Captured is null ? stream : new ReplayedStart(stream.CanSeek ? default : start.AsMemory(0, count), stream, Captured);
    }

    private ScenarioInput(ReadOnlySpan<byte> start, Func<ScenarioInput> open)
    {
        IsJson = BeginsObject(start);
        Text = new MemoryText(default);
        _later = new Lazy<ScenarioInput>(open);
    }

    /// <summary>One JSON object a line.</summary>
    public bool IsJson { get; }

    /// <summary>All bytes from the first on.</summary>
    public Stream Bytes => _bytes ?? _later!.Value.Bytes;

    /// <summary>The lines of diagnostics.</summary>
    public ISourceText Text { get; }

    /// <summary>Has to be told of diagnostics while the bytes are there; null where the source can be read again.</summary>
    public CapturedText? Captured { get; }

    public static bool IsSocket(string source) => source.StartsWith(SocketScheme, StringComparison.Ordinal);

    /// <summary>Opens a source.</summary>
    /// <param name="source">Path, <c>-</c> or <c>tcp://host:port</c>.</param>
    /// <param name="standardInput">What <c>-</c> reads.</param>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="FormatException">It is no address.</exception>
    public static ScenarioInput Open(string source, Func<Stream> standardInput)
    {
        if (source == "-")
            return new ScenarioInput(standardInput(), null);
        if (IsSocket(source))
            return Connect(source);
        if (Directory.Exists(source))
            throw new IOException("it is a directory.");
        return new ScenarioInput(new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1), null);
    }

    /// <summary>A source whose start is known, opened when its bytes are wanted.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <param name="open">Opens it.</param>
    public static ScenarioInput Later(ReadOnlySpan<byte> start, Func<ScenarioInput> open) => new(start, open);

    public void Dispose()
    {
        _stream?.Dispose();
        _connection?.Dispose();
        if (_later is { IsValueCreated: true })
            _later.Value.Dispose();
    }

    private static ScenarioInput Connect(string source)
    {
        var address = source[SocketScheme.Length..];
        var colon = address.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw new FormatException($"{source} is no address; expected tcp://host:port.");
        var connection = new TcpClient();
        try
        {
            connection.Connect(address[..colon].Trim('[', ']'), port);
            return new ScenarioInput(connection.GetStream(), connection);
        }
        catch (SocketException error)
        {
            connection.Dispose();
            throw new IOException(error.Message, error);
        }
    }

    // At least one byte that is no blank, if there is one: a slow sender is waited for no longer than that.
    private static int ReadStart(Stream stream, byte[] start)
    {
        var count = 0;
        while (count < start.Length && stream.Read(start, count, start.Length - count) is > 0 and var read)
        {
            count += read;
            if (!Trimmed(start.AsSpan(0, count)).IsEmpty && count >= 3)
                break;
        }

        return count;
    }

    private static bool BeginsObject(ReadOnlySpan<byte> start) => Trimmed(start) is [(byte)'{', ..];

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> start)
        => (start.StartsWith("\uFEFF"u8) ? start[3..] : start).TrimStart(" \t\r\n"u8);
}
