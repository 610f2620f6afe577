using System.Text.RegularExpressions;

namespace MarsDisk.Snapshots.PostgreSql;

/// <summary>Where the stores of a PostgreSQL database are. The blob store and the state store may share a schema.</summary>
public sealed partial record PostgreSqlStoreOptions
{
    /// <summary>How the server is reached, in the form of Npgsql. It may hold a password and is never printed.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Schema of the tables: a lower-case letter or underscore, then up to 62 of these and digits.</summary>
    public string Schema { get; init; } = "marsdisk_snapshots";

    /// <summary>In front of every key of the blob store; empty, or without a slash at its end.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>How often a request is sent, the first one included, when the server cannot be reached.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Shortest pause before a request is sent again; it grows at random up to a hundred times as long.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Named places at which tests break things; null in production.</summary>
    public IFailpoints? Failpoints { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"PostgreSQL, schema {Schema}, prefix '{Prefix}'";

    /// <summary>What cannot be used, as one sentence; null: nothing.</summary>
    public string? Problem()
    {
        if (string.IsNullOrWhiteSpace(ConnectionString))
            return "There is no connection string.";
        if (!SchemaName().IsMatch(Schema))
            return $"'{Schema}' is no name of a schema: small letters, digits and underscores, at most 63.";
        if (Attempts < 1 || RetryPause < TimeSpan.Zero)
            return "A request is sent once at least, and pauses are not negative.";
        return null;
    }

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,62}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SchemaName();
}
