using System.Net;
using MarsDisk.Snapshots.Remote;
using Microsoft.Azure.Cosmos;
using CosmosContainer = Microsoft.Azure.Cosmos.Container;

namespace MarsDisk.Snapshots.Cosmos;

/// <summary>Items of a container with the partition key <c>series</c>. The version of an item is its ETag.</summary>
/// <param name="options">Where it is.</param>
internal sealed class CosmosTable(CosmosStoreOptions options) : IItemTable
{
    private const int KiB = 1024;
    private const int DocumentsPerPage = 8;     // with their bytes, which are not asked for
    private const string PartitionKeyPath = "/" + CosmosDocument.Series;
    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    private readonly Lock _lock = new();
    private CosmosClient? _client;

    /// <inheritdoc/>
    public string StoreName => "cosmos";

    /// <inheritdoc/>
    public int MaxInlineBytes => 256 * KiB;

    /// <inheritdoc/>
    public int MaxItemBytes => 2 * KiB * KiB;

    private CosmosClient Client
    {
        get
        {
            lock (_lock)
                return _client ??= NewClient();
        }
    }

    private CosmosContainer Container => Client.GetContainer(options.Database, options.Container);

    /// <inheritdoc/>
    public long BytesOf(ItemKey key, ReadOnlyMemory<byte> bytes) => CosmosDocument.BytesOf(key, bytes.Span);

    /// <inheritdoc/>
    public async Task<TableItem?> ReadAsync(ItemKey key, CancellationToken cancellation)
    {
        using var answer = await Container.ReadItemStreamAsync(key.Item, PartitionOf(key), cancellationToken: cancellation).ConfigureAwait(false);
        if (CosmosFailures.IsAbsent(answer))
            return null;
        if (!answer.IsSuccessStatusCode)
            throw CosmosFailures.Of(answer, options.Container);
        return await CosmosDocument.ReadAsync(key, answer.Content, answer.Headers.ETag, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> CreateAsync(ItemKey key, TableItem item, CancellationToken cancellation)
    {
        using var json = CosmosDocument.Write(key, item);
        using var answer = await Container.CreateItemStreamAsync(json, PartitionOf(key), WithoutContent, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
            return true;
        return answer.StatusCode == HttpStatusCode.Conflict ? false : throw CosmosFailures.Of(answer, options.Container);
    }

    /// <inheritdoc/>
    public async Task<bool> ReplaceAsync(ItemKey key, TableItem item, string version, CancellationToken cancellation)
    {
        using var json = CosmosDocument.Write(key, item);
        var conditions = new ItemRequestOptions { IfMatchEtag = version, EnableContentResponseOnWrite = false };
        using var answer = await Container.ReplaceItemStreamAsync(json, key.Item, PartitionOf(key), conditions, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
            return true;
        return answer.StatusCode == HttpStatusCode.PreconditionFailed || CosmosFailures.IsAbsent(answer)
            ? false
            : throw CosmosFailures.Of(answer, options.Container);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(ItemKey key, CancellationToken cancellation)
    {
        using var answer = await Container.DeleteItemStreamAsync(key.Item, PartitionOf(key), WithoutContent, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
            return true;
        return CosmosFailures.IsAbsent(answer) ? false : throw CosmosFailures.Of(answer, options.Container);
    }

    /// <inheritdoc/>
    public async Task<TablePage> ListAsync(string series, string? from, CancellationToken cancellation)
    {
        // A query for the names alone would read the same documents, as there is no index, and would be planned in a request of its own.
        var conditions = new QueryRequestOptions { PartitionKey = new PartitionKey(series), MaxItemCount = DocumentsPerPage };
        using var pages = Container.GetItemQueryStreamIterator(queryText: null, from, conditions);
        if (!pages.HasMoreResults)
            return new TablePage([], null);
        using var answer = await pages.ReadNextAsync(cancellation).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            throw CosmosFailures.Of(answer, options.Container);
        return new TablePage(await CosmosDocument.ReadNamesAsync(series, answer.Content, cancellation).ConfigureAwait(false), answer.ContinuationToken);
    }

    /// <inheritdoc/>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        var properties = await ReadPropertiesAsync(cancellation).ConfigureAwait(false)
            ?? await CreateContainerAsync(cancellation).ConfigureAwait(false);
        if (properties.PartitionKeyPath != PartitionKeyPath)
            throw new InvalidDataException($"The container '{options.Container}' has another partition key than '{PartitionKeyPath}'.");
    }

    /// <inheritdoc/>
    public RemoteFailure? FailureOf(Exception error) => CosmosFailures.Of(error, options.Container);

    private async Task<ContainerProperties?> ReadPropertiesAsync(CancellationToken cancellation)
    {
        try
        {
            var answer = await Container.ReadContainerAsync(cancellationToken: cancellation).ConfigureAwait(false);
            return answer.Resource;
        }
        catch (CosmosException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<ContainerProperties> CreateContainerAsync(CancellationToken cancellation)
    {
        Database database = await Client.CreateDatabaseIfNotExistsAsync(options.Database, cancellationToken: cancellation).ConfigureAwait(false);
        // Everything but the clean-up reads by key, so nothing is indexed.
        var properties = new ContainerProperties(options.Container, PartitionKeyPath)
        {
            IndexingPolicy = new IndexingPolicy { Automatic = false, IndexingMode = IndexingMode.None },
        };
        var answer = await database.CreateContainerIfNotExistsAsync(properties, options.Throughput, cancellationToken: cancellation).ConfigureAwait(false);
        return answer.Resource;
    }

    private static PartitionKey PartitionOf(ItemKey key) => new(key.Series);

    private CosmosClient NewClient()
    {
        var settings = new CosmosClientOptions { ApplicationName = "marsdisk-snapshots" };
        if (!options.ChecksCertificate)
            settings.ServerCertificateCustomValidationCallback = static (_, _, _) => true;
        options.Configure?.Invoke(settings);
        settings.ConnectionMode = ConnectionMode.Gateway;
        settings.LimitToEndpoint = true;
        settings.MaxRetryAttemptsOnRateLimitedRequests = 0;
        return options.Credential is { } credential
            ? new CosmosClient(options.Endpoint.ToString(), credential, settings)
            : new CosmosClient(options.Endpoint.ToString(), options.Key, settings);
    }
}
