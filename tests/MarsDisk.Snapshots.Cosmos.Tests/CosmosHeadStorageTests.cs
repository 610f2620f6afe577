using System.Net;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.Testing.Faults;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.Cosmos.Tests;

[Collection(WithCosmos.Name)]
public sealed class CosmosHeadStorageTests(CosmosEmulator cosmos) : RemoteHeadSuite
{
    protected override int MaxItemBytes => 2 * 1024 * 1024;

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "1003", SnapshotStatus.Unavailable, SnapshotCodes.StateUnavailable, true)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, null, SnapshotStatus.TooLarge, SnapshotCodes.StateTooLarge, false)]
    [InlineData(HttpStatusCode.BadRequest, null, SnapshotStatus.Fault, "state.http.400", false)]
    [InlineData(HttpStatusCode.Unauthorized, null, SnapshotStatus.Fault, SnapshotCodes.StateDenied, false)]
    public async Task Numbers_of_failures_are_understood(
        HttpStatusCode number, string? subStatus, SnapshotStatus status, string code, bool isTransient)
    {
        var connection = NewConnection();
        for (var attempt = 0; attempt < 3; attempt++)
            connection.Answer(_ => Answer(number, "no", subStatus));

        var put = await Open(connection, Prefix).PutItemAsync("0123", "b-1", "body"u8.ToArray(), default);

        Assert.Equal((status, code, isTransient), (put.Status, put.Error?.Code, put.Error?.IsTransient));
    }

    [Fact]
    public async Task A_container_that_is_there_is_not_made_again()
    {
        var storage = CosmosStateStore.NewStorage(cosmos.Options(Prefix, container: "own"), TimeProvider.System);

        var made = await storage.EnsureAsync(default);
        var again = await storage.EnsureAsync(default);

        Assert.Equal((SnapshotStatus.Ok, SnapshotStatus.Ok), (made.Status, again.Status));
        Assert.True((await storage.PutItemAsync("0123", "b-1", "body"u8.ToArray(), default)).IsSuccess);
    }

    [Theory]
    [InlineData("a/b", "bm9uZQ==", "")]
    [InlineData("snapshots", "not base64!", "")]
    [InlineData("snapshots", null, "")]
    [InlineData("snapshots", "bm9uZQ==", "../up")]
    public void Options_that_cannot_be_used_are_refused_at_once(string container, string? key, string prefix)
    {
        var options = new CosmosStoreOptions { Endpoint = new Uri("http://127.0.0.1"), Container = container, Key = key, Prefix = prefix };

        var error = Assert.Throws<ArgumentException>(() => CosmosStateStore.Create(options));

        Assert.True(key is null || !$"{error} {options}".Contains(key, StringComparison.Ordinal));
    }

    protected override IHeadStorage Open(BreakingHandler handler, string prefix)
    {
        handler.InnerHandler = new SocketsHttpHandler();
        var options = cosmos.Options(prefix, handler, Secret);
        return CosmosStateStore.NewStorage(
            new CosmosStoreOptions
            {
                Endpoint = options.Endpoint,
                Key = Secret,
                Container = options.Container,
                Prefix = prefix,
                Retry = Retry,
                Configure = options.Configure,
            },
            TimeProvider.System);
    }

    protected override bool IsWrite(HttpRequestMessage request) =>
        (request.Method == HttpMethod.Post || request.Method == HttpMethod.Put)
        && request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal);

    protected override HttpResponseMessage Refusal(HttpRequestMessage request) => Answer(
        HttpStatusCode.Forbidden, $"The key was {Secret} {request.Content!.ReadAsStringAsync().GetAwaiter().GetResult().Replace('"', '\'')}", null);

    private BreakingHandler NewConnection() => new(IsWrite);

    private static HttpResponseMessage Answer(HttpStatusCode number, string message, string? subStatus)
    {
        var answer = new HttpResponseMessage(number) { Content = new StringContent($$"""{"code":"No","message":"{{message}}"}""", null, "application/json") };
        if (subStatus is not null)
            answer.Headers.Add("x-ms-substatus", subStatus);
        return answer;
    }
}
