using MarsDisk.Snapshots.PostgreSql.Sql;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.States;

/// <summary>How the bytes of records of the older form are kept: as such, or as Base64 in a column of text.</summary>
internal sealed class LegacyBodies(StoreSchema tables)
{
    private bool? _isText;

    /// <summary>Whether the column holds Base64; asked once.</summary>
    public async ValueTask<bool> IsTextAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (_isText is { } known)
            return known;
        var query = SqlText.Command(
            connection,
            "SELECT atttypid = 'bytea'::regtype FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = 'StateData'",
            SqlText.Of(tables.Record));
        await using (query.ConfigureAwait(false))
        {
            var isBytes = await query.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
            if (isBytes is not bool found)
                return false;       // no table yet; the next statement says so
            _isText = !found;
            return !found;
        }
    }

    /// <summary>The expression of the bytes of a record, whoever wrote it.</summary>
    public async ValueTask<string> BodyOfAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        await IsTextAsync(connection, cancellation).ConfigureAwait(false)
            ? "COALESCE(inline_body, decode(\"StateData\", 'base64'))"
            : "COALESCE(inline_body, \"StateData\")";
}
