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
/// <c>MDSC 1 id offset</c>, and its bytes are those of the source from that offset on. A connection that ends before the
/// scenario does was lost; the next one goes on.
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

    /// <summary>Goes to an offset: whoever sends has to begin again there.</summary>
    public void Seek(long offset)
    {
        lock (_access)
        {
            if (offset == Position)
                return;
            Position = offset;
            _connection?.Stream.Dispose();
            _connection = null;
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

    // Null: the connection has ended, which is the end of the scenario or of the connection alone.
    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(SenderConnection connection, int bytesMax, CancellationToken cancellation)
    {
        try
        {
            if (!connection.IsGreeted)
            {
                await connection.Stream.WriteAsync(Greeting(scenarioId, Position), cancellation);
                _connection = connection = connection with { IsGreeted = true };
            }

            var bytes = connection.First;
            if (bytes.IsEmpty)
                bytes = _buffer.AsMemory(0, await connection.Stream.ReadAsync(_buffer.AsMemory(0, bytesMax), cancellation));
            else
                _connection = connection with { First = default };
            if (bytes.IsEmpty)
                return End(connection);
            Position += bytes.Length;
            _end.Take(bytes.Span);
            return bytes;
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            Lose(connection);
            return null;
        }
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
    public ValueTask<bool> TrySeekAsync(long offset, CancellationToken cancellationToken)
    {
        sender.Seek(offset);
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
