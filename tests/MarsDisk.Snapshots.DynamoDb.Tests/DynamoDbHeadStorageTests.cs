using System.Net;
using Amazon.Runtime;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.Testing.Faults;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.DynamoDb.Tests;

[Collection(WithDynalite.Name)]
public sealed class DynamoDbHeadStorageTests(Dynalite dynalite) : RemoteHeadSuite
{
    protected override int MaxItemBytes => 400 * 1024;

    [Theory]
    [InlineData("ProvisionedThroughputExceededException", SnapshotStatus.Unavailable, "state.http.400", true)]
    [InlineData("AccessDeniedException", SnapshotStatus.Fault, SnapshotCodes.StateDenied, false)]
    [InlineData("ValidationException", SnapshotStatus.Fault, "state.http.400", false)]
    [InlineData("ResourceNotFoundException", SnapshotStatus.Unavailable, SnapshotCodes.StateUnavailable, true)]
    public async Task Names_of_failures_are_understood(string name, SnapshotStatus status, string code, bool isTransient)
    {
        var connection = new BreakingHandler(IsWrite);
        for (var attempt = 0; attempt < 3; attempt++)
            connection.Answer(_ => Answer(name, "no"));

        var put = await Open(connection, Prefix).PutItemAsync("0123", "b-1", "body"u8.ToArray(), default);

        Assert.Equal((status, code, isTransient), (put.Status, put.Error?.Code, put.Error?.IsTransient));
    }

    [Fact]
    public async Task A_store_without_a_table_says_so_and_does_not_wait()
    {
        var connection = new BreakingHandler(_ => false);
        var missing = dynalite.Options(Prefix, connection);
        var storage = DynamoDbStateStore.NewStorage(
            new DynamoDbStoreOptions
            {
                Table = "no-such-table",
                ServiceUrl = missing.ServiceUrl,
                Region = missing.Region,
                Credentials = missing.Credentials,
                Configure = missing.Configure,
            },
            TimeProvider.System);

        var load = await storage.LoadAsync("0123", default);

        Assert.Equal((SnapshotStatus.Unavailable, SnapshotCodes.StateUnavailable), (load.Status, load.Error?.Code));
        Assert.Contains("no-such-table", load.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(1, connection.Requests);
    }

    [Theory]
    [InlineData("ab", "")]
    [InlineData("a/b/c", "")]
    [InlineData("table", "../up")]
    public void Names_that_cannot_be_used_are_refused_at_once(string table, string prefix) =>
        Assert.Throws<ArgumentException>(() => DynamoDbStateStore.Create(new DynamoDbStoreOptions { Table = table, Prefix = prefix }));

    protected override IHeadStorage Open(BreakingHandler handler, string prefix)
    {
        var options = dynalite.Options(prefix, handler);
        return DynamoDbStateStore.NewStorage(
            new DynamoDbStoreOptions
            {
                Table = options.Table,
                Prefix = prefix,
                ServiceUrl = options.ServiceUrl,
                Region = options.Region,
                Credentials = new BasicAWSCredentials("test", Secret),
                Retry = Retry,
                Configure = options.Configure,
            },
            TimeProvider.System);
    }

    protected override bool IsWrite(HttpRequestMessage request) =>
        request.Headers.TryGetValues("X-Amz-Target", out var target) && target.Single().EndsWith(".PutItem", StringComparison.Ordinal);

    protected override HttpResponseMessage Refusal(HttpRequestMessage request) =>
        Answer("InvalidSignatureException", $"The canonical string was {Secret} {request.Content!.ReadAsStringAsync().GetAwaiter().GetResult().Replace('"', '\'')}");

    private static HttpResponseMessage Answer(string name, string message) => new(HttpStatusCode.BadRequest)
    {
        Content = new StringContent($$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{name}}","message":"{{message}}"}""", null, "application/x-amz-json-1.0"),
    };
}
