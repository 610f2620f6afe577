using System.Globalization;
using System.Runtime.InteropServices;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using MarsDisk.Snapshots.Remote;

namespace MarsDisk.Snapshots.DynamoDb;

/// <summary>
/// Items of a table with the keys <c>series</c> and <c>item</c>. Bytes are a binary attribute; reads are consistent; the
/// version of an item is its <c>rev</c>.
/// </summary>
/// <param name="options">Where it is.</param>
/// <param name="clock">Measures the waiting for a new table.</param>
internal sealed class DynamoDbTable(DynamoDbStoreOptions options, TimeProvider clock) : IItemTable
{
    private const int KiB = 1024;
    private const int NumberBytesMax = 21;
    private const string Series = "series";
    private const string Item = "item";
    private const string Rev = "rev";
    private const string Write = "write";
    private const string Bytes = "bytes";
    // A new table is there within seconds, and nothing tells when; the patience of the request ends the looking.
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private AmazonDynamoDBClient? _client;

    /// <inheritdoc/>
    public string StoreName => "dynamodb";

    /// <inheritdoc/>
    public int MaxInlineBytes => 256 * KiB;

    /// <inheritdoc/>
    public int MaxItemBytes => 400 * KiB;

    // Made at the first request, again after a failure: missing settings may come later.
    private AmazonDynamoDBClient Client
    {
        get
        {
            lock (_lock)
                return _client ??= NewClient();
        }
    }

    /// <inheritdoc/>
    public long BytesOf(ItemKey key, ReadOnlyMemory<byte> bytes) =>
        // Names count, too. Keys and identities are ASCII except for the prefix.
        Series.Length + System.Text.Encoding.UTF8.GetByteCount(key.Series) + Item.Length + key.Item.Length
        + Rev.Length + NumberBytesMax + Write.Length + 32 + Bytes.Length + (long)bytes.Length;

    /// <inheritdoc/>
    public async Task<TableItem?> ReadAsync(ItemKey key, CancellationToken cancellation)
    {
        var answer = await Client.GetItemAsync(
            new GetItemRequest { TableName = options.Table, Key = KeyOf(key), ConsistentRead = true }, cancellation).ConfigureAwait(false);
        if (answer.Item is not { Count: > 0 } item)
            return null;
        if (!item.TryGetValue(Rev, out var rev) || !item.TryGetValue(Write, out var write) || !item.TryGetValue(Bytes, out var binary)
            || rev.N is not { } number || write.S is not { } identity || binary.B is not { } stream)
        {
            throw new InvalidDataException("The item was not made by this program.");
        }
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
        return new TableItem(long.Parse(number, CultureInfo.InvariantCulture), identity, bytes, number);
    }

    /// <inheritdoc/>
    public Task<bool> CreateAsync(ItemKey key, TableItem item, CancellationToken cancellation)
    {
        var request = RequestOf(key, item);
        request.ConditionExpression = "attribute_not_exists(#series)";
        request.ExpressionAttributeNames = new Dictionary<string, string>(StringComparer.Ordinal) { ["#series"] = Series };
        return PutAsync(request, cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> ReplaceAsync(ItemKey key, TableItem item, string version, CancellationToken cancellation)
    {
        var request = RequestOf(key, item);
        request.ConditionExpression = "#rev = :rev";
        request.ExpressionAttributeNames = new Dictionary<string, string>(StringComparer.Ordinal) { ["#rev"] = Rev };
        request.ExpressionAttributeValues = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [":rev"] = new() { N = version } };
        return PutAsync(request, cancellation);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(ItemKey key, CancellationToken cancellation)
    {
        var request = new DeleteItemRequest
        {
            TableName = options.Table,
            Key = KeyOf(key),
            ConditionExpression = "attribute_exists(#series)",
            ExpressionAttributeNames = new Dictionary<string, string>(StringComparer.Ordinal) { ["#series"] = Series },
        };
        try
        {
            await Client.DeleteItemAsync(request, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<TablePage> ListAsync(string series, string? from, CancellationToken cancellation)
    {
        var request = new QueryRequest
        {
            TableName = options.Table,
            ConsistentRead = true,
            KeyConditionExpression = "#series = :series",
            ProjectionExpression = "#item, #write",
            ExpressionAttributeNames = new Dictionary<string, string>(StringComparer.Ordinal) { ["#series"] = Series, ["#item"] = Item, ["#write"] = Write },
            ExpressionAttributeValues = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [":series"] = new() { S = series } },
            ExclusiveStartKey = from is null ? null : KeyOf(new ItemKey(series, from)),
        };
        var answer = await Client.QueryAsync(request, cancellation).ConfigureAwait(false);
        return new TablePage(
            [.. answer.Items.Select(item => new TableEntry(item[Item].S, item.GetValueOrDefault(Write)?.S ?? ""))],
            answer.LastEvaluatedKey is { Count: > 0 } last ? last[Item].S : null);
    }

    /// <inheritdoc/>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var table = await DescribeAsync(cancellation).ConfigureAwait(false);
            if (table is null)
                await CreateTableAsync(cancellation).ConfigureAwait(false);
            else if (!HasOurKeys(table))
                throw new InvalidDataException($"The table '{options.Table}' has other keys than '{Series}' and '{Item}'.");
            else if (table.TableStatus == TableStatus.ACTIVE || table.TableStatus == TableStatus.UPDATING)
                return;
            await Task.Delay(LookPause, clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public RemoteFailure? FailureOf(Exception error) => DynamoDbFailures.Of(error, options.Table);

    private async Task<TableDescription?> DescribeAsync(CancellationToken cancellation)
    {
        try
        {
            var answer = await Client.DescribeTableAsync(new DescribeTableRequest { TableName = options.Table }, cancellation).ConfigureAwait(false);
            return answer.Table;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private async Task CreateTableAsync(CancellationToken cancellation)
    {
        var request = new CreateTableRequest
        {
            TableName = options.Table,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new AttributeDefinition(Series, ScalarAttributeType.S), new AttributeDefinition(Item, ScalarAttributeType.S)],
            KeySchema = [new KeySchemaElement(Series, KeyType.HASH), new KeySchemaElement(Item, KeyType.RANGE)],
        };
        try
        {
            await Client.CreateTableAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (ResourceInUseException)
        {
            // Another process was faster.
        }
    }

    private static bool HasOurKeys(TableDescription table) => table.KeySchema is { Count: 2 } keys
        && keys.Exists(key => key.AttributeName == Series && key.KeyType == KeyType.HASH)
        && keys.Exists(key => key.AttributeName == Item && key.KeyType == KeyType.RANGE);

    private async Task<bool> PutAsync(PutItemRequest request, CancellationToken cancellation)
    {
        try
        {
            await Client.PutItemAsync(request, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private PutItemRequest RequestOf(ItemKey key, TableItem item)
    {
        var attributes = KeyOf(key);
        attributes[Rev] = new AttributeValue { N = item.Rev.ToString(CultureInfo.InvariantCulture) };
        attributes[Write] = new AttributeValue { S = item.Write };
        attributes[Bytes] = new AttributeValue { B = StreamOf(item.Bytes) };
        return new PutItemRequest { TableName = options.Table, Item = attributes };
    }

    // The client wants this class; it reads the bytes where they are.
    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes)
    {
        if (MemoryMarshal.TryGetArray(bytes, out var segment))
            return new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
        var copy = new byte[bytes.Length];
        bytes.CopyTo(copy);
        return new MemoryStream(copy, writable: false);
    }

    private static Dictionary<string, AttributeValue> KeyOf(ItemKey key) => new(StringComparer.Ordinal)
    {
        [Series] = new AttributeValue { S = key.Series },
        [Item] = new AttributeValue { S = key.Item },
    };

    private AmazonDynamoDBClient NewClient()
    {
        var config = new AmazonDynamoDBConfig();
        if (options.ServiceUrl is { } address)
        {
            config.ServiceURL = address.ToString();
            config.AuthenticationRegion = options.Region;
        }
        else if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        options.Configure?.Invoke(config);
        config.MaxErrorRetry = 0;
        config.Timeout = Timeout.InfiniteTimeSpan;
        return options.Credentials is { } credentials ? new AmazonDynamoDBClient(credentials, config) : new AmazonDynamoDBClient(config);
    }
}
