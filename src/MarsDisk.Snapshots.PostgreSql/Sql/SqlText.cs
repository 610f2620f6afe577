using Npgsql;
using NpgsqlTypes;

namespace MarsDisk.Snapshots.PostgreSql.Sql;

/// <summary>Commands with numbered parameters, and the server's clock.</summary>
internal static class SqlText
{
    /// <summary>The server's clock in UTC ticks.</summary>
    public const string NowTicks = "(621355968000000000 + (extract(epoch FROM clock_timestamp()) * 10000000)::bigint)";

    /// <summary>A transaction whose commit may be lost by the server is not durable (I5).</summary>
    public const string Durable = "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'";

    /// <summary>A command of one statement.</summary>
    /// <param name="connection">Where it runs.</param>
    /// <param name="sql">Parameters are <c>$1</c>, <c>$2</c>, and so on.</param>
    /// <param name="values">Values of the parameters, in their order.</param>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(value);
        return command;
    }

    /// <summary>Adds a statement to a batch.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value);
        batch.BatchCommands.Add(command);
    }

    public static NpgsqlParameter Of(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter Of(long value) => new NpgsqlParameter<long> { TypedValue = value };

    public static NpgsqlParameter Of(int value) => new NpgsqlParameter<int> { TypedValue = value };

    public static NpgsqlParameter Of(short value) => new NpgsqlParameter<short> { TypedValue = value };

    public static NpgsqlParameter Of(bool value) => new NpgsqlParameter<bool> { TypedValue = value };

    public static NpgsqlParameter Of(Guid value) => new NpgsqlParameter<Guid> { TypedValue = value };

    /// <summary>An identity; the empty one is none.</summary>
    public static NpgsqlParameter OrNull(Guid value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = value == Guid.Empty ? DBNull.Value : value };

    public static NpgsqlParameter Of(ReadOnlyMemory<byte>? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = value is { } bytes ? bytes : DBNull.Value };

    public static NpgsqlParameter Of(string[] values) => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = values };

    public static string? TextOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
