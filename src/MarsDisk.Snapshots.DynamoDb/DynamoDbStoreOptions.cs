using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using MarsDisk.Snapshots.Remote;

namespace MarsDisk.Snapshots.DynamoDb;

/// <summary>Where a state store in DynamoDB is.</summary>
public sealed partial class DynamoDbStoreOptions : IRemoteStoreOptions
{
    /// <summary>The table; made by <c>EnsureAsync</c> when there is none, billed per request.</summary>
    public string Table { get; init; } = "marsdisk-snapshots";

    /// <summary>In front of every key, so that several stores share a table; empty, or without a slash at its end.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Name of the region, e.g. <c>eu-central-1</c>; null: from the environment.</summary>
    public string? Region { get; init; }

    /// <summary>Address of a server that is not Amazon's; null: that of the region.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>Credentials; null: those of the environment, found as every program of Amazon does.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>Repetition of requests.</summary>
    public RemoteRetryOptions Retry { get; init; } = new();

    /// <summary>Further settings of the client. It never repeats requests by itself: the store must know what was sent.</summary>
    public Action<AmazonDynamoDBConfig>? Configure { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"DynamoDB, table {Table}, prefix '{Prefix}'";

    /// <summary>What is wrong with these values, as far as it shows without a server; null: nothing.</summary>
    public string? Problem() => TableName().IsMatch(Table)
        ? null
        : $"'{Table}' is no name of a table: 3 to 255 letters, digits, hyphens, underscores and dots.";

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{3,255}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TableName();
}
