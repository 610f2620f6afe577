using System.Diagnostics.CodeAnalysis;
using System.Text;

using MarsDisk.Emulators.Servers;

namespace MarsDisk.Targets.Tests.Servers;

/// <summary>A pair of stores with their servers, and what a program is told to use them. Nothing is made in them beforehand.</summary>
public abstract class Target : IAsyncLifetime
{
    private const string Root = "MARSDISK__SNAPSHOT_IO__";

    /// <summary>Stands in every secret.</summary>
    public const string Planted = "hush5ecret";

    /// <summary>The same where a key is Base64.</summary>
    public static string Encoded { get; } = Convert.ToBase64String(Encoding.ASCII.GetBytes(Planted));

    /// <summary>Name in answers and journals.</summary>
    public abstract string Name { get; }

    /// <summary>What makes the servers refuse it; for kinds whose server looks at credentials.</summary>
    public abstract (string Key, string Value) Wrong { get; }

    /// <summary>Settings of the kinds by their keys.</summary>
    protected abstract IEnumerable<(string Key, string Value)> Settings { get; }

    /// <summary>The environment of a program that uses it, with an object for everything, however small.</summary>
    public (string Name, string Value)[] Environment(params ReadOnlySpan<(string Key, string Value)> more)
    {
        var names = Name.Split('+');
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["blob-store"] = names[0],
            ["state-store"] = names[^1],
            ["inline-threshold-bytes"] = "0 B",
            ["drain"] = "5 m",                          // machines that do much else are slow
        };
        foreach (var (key, value) in (ReadOnlySpan<(string, string)>)[.. Settings, .. more])
            settings[key] = value;
        return [.. settings.Select(pair => (Variable(pair.Key), pair.Value))];
    }

    /// <inheritdoc/>
    public abstract Task InitializeAsync();

    /// <inheritdoc/>
    public abstract Task DisposeAsync();

    /// <summary>The variable of a key.</summary>
    public static string Variable(string key) =>
        Root + key.Replace(".", "__", StringComparison.Ordinal).Replace('-', '_').ToUpperInvariant();
}

/// <summary>PostgreSQL for bytes and records.</summary>
public sealed class PostgreSqlTarget : Target
{
    /// <summary>The server.</summary>
    public PostgreSqlServer Server { get; } = PostgreSqlServer.Create();

    /// <inheritdoc/>
    public override string Name => "postgresql";

    /// <inheritdoc/>
    public override (string Key, string Value) Wrong => ("postgresql.connection", $"{Server.ConnectionString};Username=nobody;Password={Planted}");

    /// <inheritdoc/>
    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("postgresql.connection", $"{Server.ConnectionString};Password={Planted}"),
        ("postgresql.schema", "runs"),
    ];

    /// <inheritdoc/>
    public override Task InitializeAsync() => Server.StartAsync();

    /// <inheritdoc/>
    public override async Task DisposeAsync() => await Server.DisposeAsync();
}

/// <summary>S3 for bytes, DynamoDB for records.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class AmazonTarget : Target
{
    private readonly S3rverServer _objects = new();
    private readonly DynaliteServer _table = new();

    /// <inheritdoc/>
    public override string Name => "s3+dynamodb";

    /// <inheritdoc/>
    public override (string Key, string Value) Wrong => ("s3.access-key-id", "other");

    /// <inheritdoc/>
    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("s3.bucket", "runs"), ("s3.service-url", _objects.Endpoint),
        ("s3.access-key-id", S3rverServer.Key), ("s3.secret-access-key", S3rverServer.Key),
        ("s3.chunk-encoding", "false"), ("s3.request-checksums", "when-required"), ("s3.server-obeys-conditions", "false"),
        ("s3.prefix", "site/a"),
        ("dynamodb.table", "runs"), ("dynamodb.service-url", _table.Address.AbsoluteUri),
        ("dynamodb.access-key-id", "any"), ("dynamodb.secret-access-key", Planted),
    ];

    /// <inheritdoc/>
    public override Task InitializeAsync() => Task.WhenAll(_objects.StartAsync(), _table.StartAsync());

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        await _objects.DisposeAsync();
        await _table.DisposeAsync();
    }
}

/// <summary>Azure Blob Storage for bytes, Cosmos DB for records.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class AzureTarget : Target
{
    private readonly AzuriteServer _objects = new();
    private readonly CosmosServer _table = new();

    /// <inheritdoc/>
    public override string Name => "azure-blob+cosmos";

    /// <inheritdoc/>
    public override (string Key, string Value) Wrong => ("azure-blob.account-key", Encoded);

    /// <inheritdoc/>
    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("azure-blob.endpoint", _objects.Endpoint.AbsoluteUri), ("azure-blob.account", AzuriteServer.Account), ("azure-blob.account-key", AzuriteServer.Key),
        ("azure-blob.prefix", "site/a"),
        ("cosmos.endpoint", _table.Address.AbsoluteUri), ("cosmos.key", Encoded),
        ("cosmos.throughput", "400"),
    ];

    /// <inheritdoc/>
    public override Task InitializeAsync() => Task.WhenAll(_objects.StartAsync(), _table.StartAsync());

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        await _objects.DisposeAsync();
        await _table.DisposeAsync();
    }
}
