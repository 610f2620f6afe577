using System.Globalization;
using System.Net.Sockets;
using System.Text;

using MarsDisk.Parsing;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>A connection that a scenario comes in on.</summary>
/// <param name="Stream">Its bytes.</param>
/// <param name="Socket">Its socket; null: the body of a request, whose end is the end of the scenario.</param>
/// <param name="IsGreeted">Whether the greeting has been sent.</param>
/// <param name="First">Bytes that were read already.</param>
internal sealed record SenderConnection(Stream Stream, Socket? Socket, bool IsGreeted, ReadOnlyMemory<byte> First);

/// <summary>
/// Who sends a scenario, over any number of connections one after the other: each begins with the line
/// <c>MDSC 1 id offset</c>, and its bytes are those of the source from that offset on, or from its first byte on: then those
/// before the offset are compared and left out. A connection that ends before the scenario does was lost; the next one goes on.
/// </summary>
/// <param name="scenarioId">The scenario.</param>
/// <param name="patience">How long it may be silent or away while bytes are wanted.</param>
/// <param name="clock">Measures that.</param>
internal sealed class Sender(string scenarioId, TimeSpan patience, TimeProvider clock)
{
    private const int ChunkBytes = 64 * 1024;

    private readonly Lock _access = new();
    private readonly byte[] _buffer = new byte[ChunkBytes];
    private readonly SourceEnd _end = new();
    private PrefixTrack _taken = new();
    private PrefixTrack? _again;
    private long _againAt;
    private long _takenFrom;
    private SenderConnection? _connection;
    private TaskCompletionSource<SenderConnection> _next = NewWait();
    private bool _isComplete;

    /// <summary>Offset of the next byte.</summary>
    public long Position { get; private set; }

    /// <summary>Whether nobody sends although the scenario has not ended.</summary>
    public bool IsAway
    {
        get
        {
            lock (_access)
                return !_isComplete && !_next.Task.IsCompleted && (_connection is null || IsGone(_connection));
        }
    }

    /// <summary>The line that a connection begins with.</summary>
    public static byte[] Greeting(string scenarioId, long offset) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"MDSC 1 {scenarioId} {offset}\n"));

    /// <summary>Goes on with a connection; the one before it is given up.</summary>
    public void Attach(SenderConnection connection)
    {
        lock (_access)
        {
            if (_next.Task.IsCompleted)
                _next = NewWait();
            _connection?.Stream.Dispose();
            _connection = null;
            _next.TrySetResult(connection);
        }
    }

    /// <summary>
    /// Goes to an offset: whoever sends has to begin again there, and is waited for. False: it began at its first byte, and
    /// whoever asked compares from there.
    /// </summary>
    public async ValueTask<bool> SeekAsync(long offset, CancellationToken cancellation)
    {
        lock (_access)
        {
            if (offset == Position)
                return true;
            StandAt(offset);
            _connection?.Stream.Dispose();
            _connection = null;
        }

        while (true)
        {
            var connection = await ConnectionAsync(cancellation);
            try
            {
                connection = await BeginAsync(connection, cancellation);
                if (connection.First.IsEmpty)
                    Lose(connection);
                else if (SourceStart.Is(connection.First.Span) != true)
                    return true;
                else
                {
                    StandAt(0);
                    return false;
                }
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
            {
                Lose(connection);
            }
        }
    }

    /// <summary>The next bytes; waits for them, and for a connection, as long as patience lasts.</summary>
    public async ValueTask<FeederYield> ReadAsync(int bytesMax, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        try
        {
            while (!_isComplete)
            {
                var connection = await ConnectionAsync(end.Token);
                if (await ReadAsync(connection, Math.Clamp(bytesMax, 1, ChunkBytes), end.Token) is { } bytes)
                    return FeederYield.Chunk(bytes);
            }

            return FeederYield.Closed();
        }
        catch (SourceChangedException changed)
        {
            return FeederYield.Failed(new StreamError(StreamErrorKind.SourceChanged, changed.Message));
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return FeederYield.Failed(new StreamError(StreamErrorKind.Timeout, $"Nothing came from the sender for {patience.TotalSeconds:0.#} s."));
        }
    }

    /// <summary>The scenario has ended: the connection closes.</summary>
    public void Close()
    {
        lock (_access)
        {
            _isComplete = true;
            _connection?.Stream.Dispose();
            _connection = null;
            if (_next.Task.IsCompletedSuccessfully)
                _next.Task.GetAwaiter().GetResult().Stream.Dispose();
        }
    }

    private async ValueTask<SenderConnection> ConnectionAsync(CancellationToken cancellation)
    {
        if (_connection is { } connection)
            return connection;
        var attached = await _next.Task.WaitAsync(cancellation);
        lock (_access)
        {
            _next = NewWait();
            return _connection = attached;
        }
    }

    // Null: nothing to hand on; the connection has ended, or what came was known.
    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(SenderConnection connection, int bytesMax, CancellationToken cancellation)
    {
        try
        {
            if (!connection.IsGreeted)
            {
                connection = await BeginAsync(connection, cancellation);
                _againAt = 0;
                _again = Position > 0 && SourceStart.Is(connection.First.Span) == true ? new PrefixTrack() : null;
            }

            var bytes = connection.First;
            if (bytes.IsEmpty)
                bytes = _buffer.AsMemory(0, await connection.Stream.ReadAsync(_buffer.AsMemory(0, bytesMax), cancellation));
            else
            {
                bytes = bytes[..Math.Min(bytes.Length, bytesMax)];
                _connection = connection with { First = connection.First[bytes.Length..] };
            }

            if (bytes.IsEmpty)
                return End(connection);
            bytes = Fresh(bytes);
            Position += bytes.Length;
            _taken.Append(bytes.Span);
            _end.Take(bytes.Span);
            return bytes.IsEmpty ? null : bytes;
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            Lose(connection);
            return null;
        }
    }

    // Sends the greeting. Where a sender may begin anew, its first bytes are read until they say whether it does.
    private async ValueTask<SenderConnection> BeginAsync(SenderConnection connection, CancellationToken cancellation)
    {
        await connection.Stream.WriteAsync(Greeting(scenarioId, Position), cancellation);
        connection = connection with { IsGreeted = true };
        if (Position > 0)
        {
            var first = new byte[SourceStart.BytesMax];
            var length = 0;
            while (length == 0 || SourceStart.Is(first.AsSpan(0, length)) is null)
            {
                if (await connection.Stream.ReadAsync(first.AsMemory(length), cancellation) is var read && read == 0)
                    break;
                length += read;
            }

            connection = connection with { First = first.AsMemory(0, length) };
        }

        return _connection = connection;
    }

    // Of a sender that began anew, the bytes behind those that were taken before.
    private ReadOnlyMemory<byte> Fresh(ReadOnlyMemory<byte> bytes)
    {
        if (_again is not { } again)
            return bytes;
        var known = (int)Math.Min(bytes.Length, Position - _againAt);
        var unseen = (int)Math.Clamp(_takenFrom - _againAt, 0, known);
        again.Append(bytes.Span[unseen..known]);
        _againAt += known;
        if (_againAt < Position)
            return default;
        _again = null;
        if (again.Crc != _taken.Crc)
            throw new SourceChangedException($"The first {Position} bytes that were sent again are not those that were read before.");
        return bytes[known..];
    }

    private void StandAt(long offset)
    {
        Position = _takenFrom = offset;
        _taken = new PrefixTrack();
        _again = null;
    }

    private ReadOnlyMemory<byte>? End(SenderConnection connection)
    {
        if (connection.Socket is null || _end.IsComplete)
            _isComplete = true;
        Lose(connection);
        return null;
    }

    private void Lose(SenderConnection connection)
    {
        lock (_access)
        {
            connection.Stream.Dispose();
            if (_connection is null || ReferenceEquals(_connection.Stream, connection.Stream))
                _connection = null;
        }
    }

    private static bool IsGone(SenderConnection connection)
    {
        try
        {
            return connection.Socket is { } socket && connection.First.IsEmpty && socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    private static TaskCompletionSource<SenderConnection> NewWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class SourceChangedException(string message) : Exception(message);
}

/// <summary>One life of the feed of a sender; the sender itself outlives it.</summary>
/// <param name="sender">Who sends.</param>
internal sealed class SenderFeeder(Sender sender) : IAsyncFeeder
{
    /// <inheritdoc/>
    public FlowCapability Capability => FlowCapability.Pull | FlowCapability.Async | FlowCapability.Seek;

    /// <inheritdoc/>
    public ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken) =>
        sender.ReadAsync(demand.PreferredBytes ?? int.MaxValue, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TrySeekAsync(long offset, CancellationToken cancellationToken) => sender.SeekAsync(offset, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
