using System.Data;
using MarsDisk.Snapshots.PostgreSql.Sql;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.Blobs;

/// <summary>
/// Bytes of an object, chunk by chunk. They are asked for in windows of some chunks: between two windows no connection is
/// held, and whoever stops early leaves at most the rest of a window on the wire.
/// </summary>
internal sealed class BlobChunks(StoreDatabase database, string name, long offset, long count) : ForwardStream
{
    /// <summary>Bytes of every chunk but the last: small enough that a buffer is no large object.</summary>
    public const int Bytes = 64 * 1024;

    /// <summary>Longest object.</summary>
    public const long ObjectBytesMax = 1L << 40;

    private const int WindowChunks = 128;

    private long _next = offset;
    private long _left = count;
    private Window? _window;

    /// <summary>Opens the first window, so that failures are met before the stream is handed out.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellation)
    {
        if (_left > 0)
            _window = await Window.OpenAsync(database, name, _next, _left, cancellation).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override async ValueTask<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (_left > 0)
        {
            _window ??= await Window.OpenAsync(database, name, _next, _left, cancellation).ConfigureAwait(false);
            var part = buffer[..(int)Math.Min(buffer.Length, _left)];
            var read = await _window.ReadAsync(part, cancellation).ConfigureAwait(false);
            if (read > 0)
            {
                _next += read;
                _left -= read;
                if (_left == 0)
                    await CloseAsync().ConfigureAwait(false);
                return read;
            }
            if (!_window.IsWhole)
                throw new IOException($"Chunks of '{name}' are missing from byte {_next} on.");
            await CloseAsync().ConfigureAwait(false);
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _window?.Dispose();
            _window = null;
        }
        base.Dispose(disposing);
    }

    private async ValueTask CloseAsync()
    {
        if (_window is not null)
            await _window.DisposeAsync().ConfigureAwait(false);
        _window = null;
    }

    /// <summary>Some chunks in a row, on one connection.</summary>
    private sealed class Window(NpgsqlConnection connection, NpgsqlCommand query, NpgsqlDataReader reader, int first, int chunks, int skip)
        : IAsyncDisposable, IDisposable
    {
        private int _read;
        private int _skip = skip;
        private Stream? _chunk;

        /// <summary>Whether every chunk of it came.</summary>
        public bool IsWhole => _read == chunks;

        public static async ValueTask<Window> OpenAsync(
            StoreDatabase database, string name, long from, long left, CancellationToken cancellation)
        {
            var first = (int)(from / Bytes);
            var chunks = (int)Math.Min(WindowChunks, ((from + left - 1) / Bytes) - first + 1);
            var connection = await database.OpenAsync(cancellation).ConfigureAwait(false);
            try
            {
                var query = SqlText.Command(
                    connection,
                    $"SELECT idx, data FROM {database.Schema.Chunk} WHERE blob_key = $1 AND idx BETWEEN $2 AND $3 ORDER BY idx",
                    SqlText.Of(name), SqlText.Of(first), SqlText.Of(first + chunks - 1));
                query.CommandTimeout = StoreDatabase.SecondsFor((long)chunks * Bytes);
                var reader = await query.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation).ConfigureAwait(false);
                return new Window(connection, query, reader, first, chunks, (int)(from % Bytes));
            }
            catch (Exception)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        /// <summary>Gives bytes; none at the end of the window or where a chunk is missing.</summary>
        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
        {
            while (true)
            {
                if (_chunk is null)
                {
                    if (_read == chunks || !await reader.ReadAsync(cancellation).ConfigureAwait(false) || reader.GetInt32(0) != first + _read)
                        return 0;
                    _chunk = await reader.GetStreamAsync(1, cancellation).ConfigureAwait(false);
                    await SkipAsync(buffer, cancellation).ConfigureAwait(false);
                }
                var read = await _chunk.ReadAsync(buffer, cancellation).ConfigureAwait(false);
                if (read > 0)
                    return read;
                await _chunk.DisposeAsync().ConfigureAwait(false);
                _chunk = null;
                _read++;
            }
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                if (_chunk is not null)
                    await _chunk.DisposeAsync().ConfigureAwait(false);
                await reader.DisposeAsync().ConfigureAwait(false);
                await query.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (StoreErrors.IsOfServer(error))
            {
                // The rest of a window that nobody reads: the pool drops a broken connection.
            }
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        public void Dispose()
        {
            _chunk?.Dispose();
            reader.Dispose();
            query.Dispose();
            connection.Dispose();
        }

        private async ValueTask SkipAsync(Memory<byte> buffer, CancellationToken cancellation)
        {
            while (_skip > 0)
            {
                var skipped = await _chunk!.ReadAsync(buffer[..Math.Min(_skip, buffer.Length)], cancellation).ConfigureAwait(false);
                if (skipped == 0)
                    break;
                _skip -= skipped;
            }
            _skip = 0;
        }
    }
}
