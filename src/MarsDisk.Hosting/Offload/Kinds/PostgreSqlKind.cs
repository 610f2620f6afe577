using System.Data.Common;
using System.Globalization;

using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.PostgreSql;
using MarsDisk.Snapshots.PostgreSql.Blobs;
using MarsDisk.Snapshots.PostgreSql.States;

namespace MarsDisk.Hosting.Offload.Kinds;

/// <summary>A schema of a PostgreSQL database, for bytes and records.</summary>
internal static class PostgreSqlKind
{
    public const string Name = "postgresql";

    public static IBlobStorageSnapshotAccessor Blobs(SnapshotIoSection io) => new PostgreSqlBlobStore(Options(new KindSettings(io, Name)));

    public static ISnapshotStateStore States(SnapshotIoSection io) => new PostgreSqlStateStore(Options(new KindSettings(io, Name)));

    public static IReadOnlyList<string> Problems(SnapshotIoSection io)
    {
        var settings = new KindSettings(io, Name);
        settings.That(settings.Has("connection") || settings.Has("host"), $"{settings.NameOf("connection")} and {settings.NameOf("host")} are empty; one of them says where the server is.")
            .Excludes("connection", "host", "user", "password", "root-certificate")
            .That(settings.Has("connection") || settings.Has("database"), $"{settings.NameOf("database")} is empty.")
            .IsPrefix();
        if (settings.Problems.Count == 0 && Options(settings).Problem() is { } problem)
            settings.That(isGood: false, $"{Name}: {problem}");
        return settings.Problems;
    }

    private static PostgreSqlStoreOptions Options(KindSettings settings) => new()
    {
        ConnectionString = settings.TextOrNull("connection") ?? Connection(settings),
        Schema = settings.Text("schema"),
        Prefix = settings.Text("prefix"),
        Attempts = settings.Upload.Attempts,
    };

    private static string Connection(KindSettings settings)
    {
        var parts = new DbConnectionStringBuilder
        {
            ["Host"] = settings.Text("host"),
            ["Port"] = settings.Number("port").ToString(CultureInfo.InvariantCulture),
            ["Database"] = settings.Text("database"),
            ["SSL Mode"] = settings.Text("tls") switch
            {
                "verify-full" => "VerifyFull",
                "verify-ca" => "VerifyCA",
                "require" => "Require",
                "prefer" => "Prefer",
                _ => "Disable",
            },
        };
        foreach (var (key, name) in (ReadOnlySpan<(string, string)>)[("user", "Username"), ("password", "Password"), ("root-certificate", "Root Certificate")])
        {
            if (settings.Has(key))
                parts[name] = settings.Text(key);
        }
        return parts.ConnectionString;
    }
}
