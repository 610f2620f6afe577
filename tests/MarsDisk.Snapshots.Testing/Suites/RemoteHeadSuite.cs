using System.Net;
using System.Text;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Testing.Suites;

/// <summary>What a storage of head documents promises whose server is asked over HTTP: nothing is lost, done twice, or told to others.</summary>
public abstract partial class RemoteHeadSuite : IAsyncLifetime
{
    /// <summary>Part of a credential that the storages of this suite use.</summary>
    protected const string Secret = "c2VjcmV0LW9mLXRoZS1zdWl0ZQ==";

    private const int Attempts = 3;

    /// <summary>Few repetitions after short pauses.</summary>
    protected static RemoteRetryOptions Retry => new()
    {
        Attempts = Attempts,
        PauseMin = TimeSpan.FromMilliseconds(1),
        PauseMax = TimeSpan.FromMilliseconds(5),
    };

    /// <summary>Prefix of this test.</summary>
    protected string Prefix { get; } = "suite-" + Guid.NewGuid().ToString("N");

    /// <summary>Largest item that the data base takes.</summary>
    protected abstract int MaxItemBytes { get; }

    private string Series { get; } = SnapshotKeys.HashOf(new SnapshotSeries("suite", Guid.NewGuid().ToString("N")));

    /// <summary>Opens a storage.</summary>
    /// <param name="handler">Its connection.</param>
    /// <param name="prefix">Its prefix.</param>
    protected abstract IHeadStorage Open(BreakingHandler handler, string prefix);

    /// <summary>Whether a request writes an item.</summary>
    protected abstract bool IsWrite(HttpRequestMessage request);

    /// <summary>An answer of the server that refuses the credentials and repeats them.</summary>
    protected abstract HttpResponseMessage Refusal(HttpRequestMessage request);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var ensured = await Open().EnsureAsync(default);
        Assert.True(ensured.IsSuccess, ensured.ToString());
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    [Trait("Snapshot", "115")]
    public async Task An_item_over_the_limit_is_too_large_before_any_request()
    {
        var connection = Connection();
        var storage = Open(connection, Prefix);
        var json = new byte[MaxItemBytes + 1];
        Array.Fill(json, (byte)'x');

        var first = await storage.CompareAndSetAsync(Series, json, expected: null, default);
        var next = await storage.CompareAndSetAsync(Series, json, new StoredHead("{}"u8.ToArray(), "1 1"), default);
        var item = await storage.PutItemAsync(Series, "b-1", new byte[storage.MaxInlineBytes + 1], default);

        Assert.Equal((SnapshotStatus.TooLarge, SnapshotCodes.StateTooLarge), (first.Status, first.Error?.Code));
        Assert.Equal((SnapshotStatus.TooLarge, SnapshotCodes.StateTooLarge), (next.Status, next.Error?.Code));
        Assert.Equal((SnapshotStatus.TooLarge, SnapshotCodes.StateTooLarge), (item.Status, item.Error?.Code));
        Assert.Equal(0, connection.Requests);
    }

    [Fact]
    [Trait("Snapshot", "115")]
    public async Task The_largest_items_are_taken()
    {
        var storage = Open();
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("\"ü\\", 64 * 1024 / 4)));
        var bytes = PatternStream.Bytes(storage.MaxInlineBytes, 1);

        var set = await storage.CompareAndSetAsync(Series, text, expected: null, default);
        var put = await storage.PutItemAsync(Series, "b-1", bytes, default);

        Assert.True(set.Value, set.ToString());
        Assert.True(put.Value, put.ToString());
        Assert.Equal(text, (await LoadAsync(storage))!.Json.ToArray());
        await using var read = (await storage.GetItemAsync(Series, "b-1", default)).Value!;
        using var copy = new MemoryStream();
        await read.CopyToAsync(copy);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    [Trait("Snapshot", "116")]
    public async Task A_stale_token_changes_nothing()
    {
        var one = Open();
        var other = Open();
        Assert.True((await one.CompareAndSetAsync(Series, Json(1), expected: null, default)).Value);
        var seen = await LoadAsync(one);
        Assert.True((await other.CompareAndSetAsync(Series, Json(2), await LoadAsync(other), default)).Value);

        var stale = await one.CompareAndSetAsync(Series, Json(3), seen, default);
        var absent = await one.CompareAndSetAsync(Series, Json(4), expected: null, default);

        Assert.Equal((SnapshotStatus.Ok, false), (stale.Status, stale.Value));
        Assert.Equal((SnapshotStatus.Ok, false), (absent.Status, absent.Value));
        Assert.Equal(Json(2), (await LoadAsync(one))!.Json.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Snapshot", "46")]
    [Trait("Snapshot", "116")]
    public async Task A_document_whose_answer_was_lost_is_recognised(bool isFirst)
    {
        var connection = Connection();
        var storage = Open(connection, Prefix);
        if (!isFirst)
            Assert.True((await Open().CompareAndSetAsync(Series, Json(1), expected: null, default)).Value);
        var before = await LoadAsync(storage);
        // A first document has its series entered in the catalogue first; the answer to that may be lost, too.
        if (isFirst)
            connection.LoseAnswer();
        connection.LoseAnswer();

        var set = await storage.CompareAndSetAsync(Series, Json(2), before, default);

        Assert.Equal((SnapshotStatus.Ok, true), (set.Status, set.Value));
        Assert.True(connection.IsDone);
        Assert.Equal(Json(2), (await LoadAsync(storage))!.Json.ToArray());
        Assert.True((await storage.CompareAndSetAsync(Series, Json(3), await LoadAsync(storage), default)).Value);
    }

    [Fact]
    [Trait("Snapshot", "116")]
    public async Task A_document_whose_answer_was_lost_and_that_was_changed_since_is_in_doubt()
    {
        var connection = Connection();
        var storage = Open(connection, Prefix);
        var other = Open();
        Assert.True((await other.CompareAndSetAsync(Series, Json(1), expected: null, default)).Value);
        var before = await LoadAsync(storage);
        connection.LoseAnswer(async () => Assert.True((await other.CompareAndSetAsync(Series, Json(3), await LoadAsync(other), default)).Value));

        var set = await storage.CompareAndSetAsync(Series, Json(2), before, default);

        Assert.Equal((SnapshotStatus.InDoubt, SnapshotCodes.CommitInDoubt), (set.Status, set.Error?.Code));
        Assert.Equal(Json(3), (await LoadAsync(storage))!.Json.ToArray());
    }

    [Fact]
    [Trait("Snapshot", "116")]
    public async Task A_lost_request_behind_another_writer_has_changed_nothing()
    {
        var connection = Connection();
        var storage = Open(connection, Prefix);
        var other = Open();
        Assert.True((await other.CompareAndSetAsync(Series, Json(1), expected: null, default)).Value);
        var before = await LoadAsync(storage);
        Assert.True((await other.CompareAndSetAsync(Series, Json(2), before, default)).Value);
        connection.LoseRequest();

        var set = await storage.CompareAndSetAsync(Series, Json(3), before, default);

        Assert.Equal((SnapshotStatus.Ok, false), (set.Status, set.Value));
        Assert.Equal(Json(2), (await LoadAsync(storage))!.Json.ToArray());
    }

    [Fact]
    [Trait("Snapshot", "48")]
    public async Task Requests_that_get_lost_for_good_are_in_doubt()
    {
        var connection = Connection();
        var storage = Open(connection, Prefix);
        Assert.True((await Open().CompareAndSetAsync(Series, Json(1), expected: null, default)).Value);
        var before = await LoadAsync(storage);
        for (var attempt = 0; attempt < Attempts; attempt++)
            connection.LoseRequest();

        var set = await storage.CompareAndSetAsync(Series, Json(2), before, default);

        Assert.Equal((SnapshotStatus.InDoubt, SnapshotCodes.CommitInDoubt), (set.Status, set.Error?.Code));
        Assert.True(connection.IsDone);
        Assert.Equal(Json(1), (await LoadAsync(storage))!.Json.ToArray());
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_and_not_for_ever()
    {
        var connection = Connection();
        var storage = Open(connection, Prefix);
        Assert.True((await Open().CompareAndSetAsync(Series, Json(1), expected: null, default)).Value);
        var before = await LoadAsync(storage);
        for (var attempt = 1; attempt < Attempts; attempt++)
            connection.Answer(_ => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("{}") });
        var patient = await storage.CompareAndSetAsync(Series, Json(2), before, default);
        for (var attempt = 0; attempt < Attempts; attempt++)
            connection.Answer(_ => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("{}") });

        var hopeless = await storage.CompareAndSetAsync(Series, Json(3), await LoadAsync(storage), default);

        Assert.True(patient.Value, patient.ToString());
        Assert.Equal((SnapshotStatus.Unavailable, SnapshotCodes.StateHttp(429), true), (hopeless.Status, hopeless.Error?.Code, hopeless.Error?.IsTransient));
        Assert.Equal(Json(2), (await LoadAsync(storage))!.Json.ToArray());
    }

    [Fact]
    [Trait("Snapshot", "141")]
    public async Task What_a_server_repeats_of_a_request_is_not_shown()
    {
        var connection = Connection();
        var storage = Open(connection, Prefix);
        connection.Answer(Refusal);

        var put = await storage.PutItemAsync(Series, "b-1", "a body that nobody may see"u8.ToArray(), default);

        Assert.Equal((SnapshotStatus.Fault, SnapshotCodes.StateDenied), (put.Status, put.Error?.Code));
        var shown = $"{put} {put.Error!.Message} {put.Error.Cause}";
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody may see", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("a body that nobody"u8)[..16], shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_is_written_once()
    {
        var connection = Connection();
        var storage = Open(connection, Prefix);
        connection.LoseAnswer();

        var first = await storage.PutItemAsync(Series, "b-1", "one"u8.ToArray(), default);
        var same = await storage.PutItemAsync(Series, "b-1", "one"u8.ToArray(), default);
        var other = await storage.PutItemAsync(Series, "b-1", "two"u8.ToArray(), default);
        var deleted = await storage.DeleteItemAsync(Series, "b-1", default);
        var again = await storage.DeleteItemAsync(Series, "b-1", default);
        var gone = await storage.GetItemAsync(Series, "b-1", default);

        Assert.Equal(SnapshotStatus.Ok, first.Status);
        Assert.Equal(SnapshotStatus.AlreadyDone, same.Status);
        Assert.Equal((SnapshotStatus.Conflict, SnapshotCodes.CommitWriteId), (other.Status, other.Error?.Code));
        Assert.Equal((true, false), (deleted.Value, again.Value));
        Assert.Equal(SnapshotStatus.NotFound, gone.Status);
    }

    [Fact]
    [Trait("Snapshot", "112")]
    public async Task Every_series_of_a_prefix_is_listed_and_no_other()
    {
        var storages = new[] { Open(), Open(), Open() };
        var foreign = Open(Connection(), Prefix + "/other");
        Assert.True((await foreign.CompareAndSetAsync(Series, Json(1000), expected: null, default)).Value);
        // All in one page of the catalogue, so that its writers meet.
        var series = Enumerable.Range(0, 30).Select(index => "a0" + index.ToString("x22", null)).ToArray();

        await Task.WhenAll(series.Select((hash, index) => Task.Run(async () =>
        {
            SnapshotOutcome<bool> set;
            do
                set = await storages[index % 3].CompareAndSetAsync(hash, Json(index), expected: null, default);
            while (set.Error?.IsTransient == true);
            Assert.True(set.Value, set.ToString());
        })));

        var found = new List<string>();
        await foreach (var head in storages[0].ListAsync(default))
            found.Add(Encoding.UTF8.GetString(head.Json.Span));
        Assert.Equal(Enumerable.Range(0, 30).Select(index => Encoding.UTF8.GetString(Json(index))).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_operation_asks_nothing()
    {
        var connection = Connection();
        var storage = Open(connection, Prefix);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var load = await storage.LoadAsync(Series, cancelled.Token);
        var set = await storage.CompareAndSetAsync(Series, Json(1), new StoredHead(Json(0), "1 1"), cancelled.Token);

        Assert.Equal((SnapshotStatus.Cancelled, SnapshotStatus.Cancelled), (load.Status, set.Status));
        Assert.Equal(0, connection.Requests);
    }

    private BreakingHandler Connection() => new(IsWrite);

    private IHeadStorage Open() => Open(Connection(), Prefix);

    private static byte[] Json(int number) => Encoding.UTF8.GetBytes($$"""{"number":{{number}},"long":{{long.MaxValue}},"text":"\u00fc\n\""}""");

    private async Task<StoredHead?> LoadAsync(IHeadStorage storage)
    {
        var read = await storage.LoadAsync(Series, default);
        Assert.True(read.IsSuccess, read.ToString());
        return read.Value;
    }
}
