using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace MarsDisk.Parsing;

/// <summary>A source that is read into memory of its own. One reader; the memory goes back when the parse releases it.</summary>
public abstract class BufferedFeeder : IFeeder, IAsyncFeeder
{
    private const int DefaultBytes = 64 * 1024;

    private readonly LentBuffers _buffers = new();
    private bool _isClosed;

    /// <inheritdoc cref="IAsyncFeeder.Capability"/>
    public abstract FlowCapability Capability { get; }

    /// <summary>Source offset of the next byte.</summary>
    protected long Offset => _buffers.End;

    /// <inheritdoc/>
    public FeederYield Pull(in DemandHint demand)
    {
        if (_isClosed)
            return FeederYield.Closed();
        try
        {
            return Answer(Read(_buffers.Room(Wanted(demand)).Span));
        }
        catch (Exception error) when (IsOfTheWorld(error))
        {
            return Failed(error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken)
    {
        if (_isClosed)
            return FeederYield.Closed();
        try
        {
            return Answer(await ReadAsync(_buffers.Room(Wanted(demand)), cancellationToken));
        }
        catch (Exception error) when (IsOfTheWorld(error))
        {
            return Failed(error);
        }
    }

    /// <inheritdoc cref="IAsyncFeeder.Release"/>
    public void Release(long throughOffset) => _buffers.Release(throughOffset);

    /// <inheritdoc/>
    public bool TrySeek(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (!MoveTo(offset))
            return false;
        _buffers.MoveTo(offset);
        _isClosed = false;
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<bool> TrySeekAsync(long offset, CancellationToken cancellationToken) => ValueTask.FromResult(TrySeek(offset));

    /// <inheritdoc/>
    public void Dispose()
    {
        _isClosed = true;
        Close();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads at least one byte, or none at the end.</summary>
    protected abstract int Read(Span<byte> destination);

    /// <summary>Reads at least one byte, or none at the end.</summary>
    protected abstract ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Goes to an offset; false if the source cannot.</summary>
    protected abstract bool MoveTo(long offset);

    /// <summary>Gives the source up.</summary>
    protected abstract void Close();

    private static int Wanted(in DemandHint demand) => Math.Max(demand.MinBytes, demand.PreferredBytes ?? DefaultBytes);

    private static bool IsOfTheWorld(Exception error)
        => error is IOException or SocketException or UnauthorizedAccessException or ObjectDisposedException;

    private static FeederYield Failed(Exception error)
    {
        var socket = error as SocketException ?? error.InnerException as SocketException;
        var cause = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["type"] = error.GetType().Name,
            ["code"] = (socket?.NativeErrorCode ?? error.HResult).ToString(CultureInfo.InvariantCulture),
        };
        return FeederYield.Failed(new(StreamErrorKind.IoFailed, error.Message, FeederCause.Of(cause)));
    }

    private FeederYield Answer(int bytes)
    {
        if (bytes == 0)
        {
            _isClosed = true;
            return FeederYield.Closed();
        }

        var offset = _buffers.End;
        return FeederYield.Chunk(_buffers.Lend(bytes)) with { Offset = offset };
    }
}

/// <summary>Facts of a failure for a program.</summary>
internal static class FeederCause
{
    public static JsonElement Of(IReadOnlyDictionary<string, string> facts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in facts)
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }
}
