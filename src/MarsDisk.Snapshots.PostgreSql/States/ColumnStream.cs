using MarsDisk.Snapshots.PostgreSql.Sql;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.States;

/// <summary>The bytes of one column, with the connection that they arrive on.</summary>
internal sealed class ColumnStream(NpgsqlConnection connection, NpgsqlCommand query, NpgsqlDataReader reader, Stream bytes) : ForwardStream
{
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await bytes.DisposeAsync().ConfigureAwait(false);
            await reader.DisposeAsync().ConfigureAwait(false);
            await query.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (StoreErrors.IsOfServer(error))
        {
            // The rest of a row that nobody reads: the pool drops a broken connection.
        }
        await connection.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override ValueTask<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken cancellation) => bytes.ReadAsync(buffer, cancellation);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            bytes.Dispose();
            reader.Dispose();
            query.Dispose();
            connection.Dispose();
        }
        base.Dispose(disposing);
    }
}
