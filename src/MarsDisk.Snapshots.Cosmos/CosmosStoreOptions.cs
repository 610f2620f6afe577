using System.Buffers;
using Azure.Core;
using MarsDisk.Snapshots.Remote;
using Microsoft.Azure.Cosmos;

namespace MarsDisk.Snapshots.Cosmos;

/// <summary>Where a state store in Cosmos DB is.</summary>
public sealed class CosmosStoreOptions : IRemoteStoreOptions
{
    private const int NameCharactersMax = 255;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\?#");

    /// <summary>Address of the account.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Key of the account, in Base64; it is never printed. Null: <see cref="Credential"/> is used.</summary>
    public string? Key { get; init; }

    /// <summary>Credential of an identity. It can use a container and not make one: that needs the key, or an operator.</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>The data base; made by <c>EnsureAsync</c> when there is none.</summary>
    public string Database { get; init; } = "marsdisk";

    /// <summary>The container; made by <c>EnsureAsync</c> when there is none.</summary>
    public string Container { get; init; } = "snapshots";

    /// <summary>Request units per second of a container that <c>EnsureAsync</c> makes; null: what the account gives.</summary>
    public int? Throughput { get; init; }

    /// <summary>Whether the server's certificate is checked. Off for a server on the same machine alone.</summary>
    public bool ChecksCertificate { get; init; } = true;

    /// <summary>In front of every key, so that several stores share a container; empty, or without a slash at its end.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Repetition of requests.</summary>
    public RemoteRetryOptions Retry { get; init; } = new();

    /// <summary>
    /// Further settings of the client. It always talks to the given endpoint through the gateway and never repeats a write:
    /// the store must know what was sent.
    /// </summary>
    public Action<CosmosClientOptions>? Configure { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"Cosmos DB, container {Database}/{Container}, prefix '{Prefix}'";

    /// <summary>What is wrong with these values, as far as it shows without a server; null: nothing.</summary>
    public string? Problem()
    {
        if (!IsName(Database) || !IsName(Container))
            return $"'{Database}' and '{Container}' must be names of 1 to {NameCharactersMax} characters without slashes, '?' and '#'.";
        if (Key is null == Credential is null)
            return "Either a key or a credential is needed, and not both.";
        return Key is null || IsBase64(Key) ? null : "The key is not in Base64.";
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= NameCharactersMax && !name.AsSpan().ContainsAny(Forbidden) && name[^1] != ' ';

    private static bool IsBase64(string key) => System.Buffers.Text.Base64.IsValid(key);
}
