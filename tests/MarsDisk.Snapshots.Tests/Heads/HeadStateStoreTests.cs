using System.Text;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Heads;

namespace MarsDisk.Snapshots.Tests.Heads;

public sealed class HeadStateStoreTests
{
    private const int DocumentBytesMax = 64 * 1024;

    private static readonly SnapshotSeries Series = new("run", "head");

    private readonly RecordingStorage _storage = new();
    private readonly HeadStateStore _store;

    public HeadStateStoreTests() => _store = new HeadStateStore(_storage, TimeProvider.System);

    [Fact]
    [Trait("Snapshot", "94")]
    public async Task The_sixty_fifth_record_retires_the_oldest()
    {
        for (var sequence = 1; sequence <= 64; sequence++)
            Assert.Empty((await _store.CommitAsync(Request(sequence))).Value!.Displaced);

        var commit = await _store.CommitAsync(Request(65));

        var records = await RecordsAsync();
        Assert.Equal(Enumerable.Range(2, 64).Select(sequence => (long)sequence), records.Select(record => record.Position.Sequence));
        Assert.EndsWith(".mdsnap", Assert.Single(commit.Value!.Displaced).Key, StringComparison.Ordinal);
        Assert.Contains("/00000000000000000001-", commit.Value.Displaced[0].Key, StringComparison.Ordinal);
        Assert.Equal([commit.Value.Displaced[0].Key], (await GarbageAsync()).Select(entry => entry.Key), StringComparer.Ordinal);
        Assert.InRange(_storage.LastJson.Length, 1, DocumentBytesMax);
    }

    [Theory]
    [InlineData("m", "akka:17:Company.Product.State, Company.Product")]
    [InlineData("\U0001FA90", "\u706B\u661F\"\\")]
    [Trait("Snapshot", "94")]
    public async Task A_document_with_the_longest_texts_stays_small_and_keeps_the_newest(string letter, string payloadType)
    {
        var series = new SnapshotSeries(Repeated(letter, 512), Repeated(letter, 512), Repeated(letter, 128));
        var store = new HeadStateStore(_storage, TimeProvider.System);
        for (var sequence = 1; sequence <= 80; sequence++)
        {
            var request = Request(sequence) with { Series = series };
            request = request with
            {
                Position = request.Position with { Marker = Repeated(letter, 256) },
                Payload = request.Payload with { Key = $"older/{sequence}", PayloadType = payloadType, ContentType = Repeated(letter, 100) },
            };
            Assert.Equal(SnapshotStatus.Ok, (await store.CommitAsync(request)).Status);
            await store.FenceAsync(series, Guid.NewGuid());
            await store.AddGarbageAsync(series, new GarbageEntry("azure-blob", $"{sequence}/{Repeated(letter, 400)}", sequence, "suite"));
            Assert.InRange(_storage.LastJson.Length, 1, DocumentBytesMax);
        }

        Assert.Equal(80, (await store.SelectAsync(series, SnapshotSelection.Latest)).Value!.Position.Sequence);
        var garbage = 0;
        await foreach (var _ in store.ListGarbageAsync())
            garbage++;
        var live = 0;
        await foreach (var _ in store.ListAsync(series))
            live++;
        Assert.Equal(80 + 80 - live, garbage);
    }

    [Fact]
    [Trait("Snapshot", "95")]
    public async Task A_race_is_lost_eight_times_and_won_then()
    {
        _storage.RacesToLose = 8;

        var commit = await _store.CommitAsync(Request(1));

        Assert.Equal(SnapshotStatus.Ok, commit.Status);
        Assert.Equal(9, _storage.Calls.Count(call => call == "load"));
    }

    [Fact]
    [Trait("Snapshot", "95")]
    public async Task After_eight_further_reads_the_store_is_unavailable_and_nothing_is_left()
    {
        _storage.RacesToLose = int.MaxValue;
        var request = Inline(1);

        var commit = await _store.CommitAsync(request);

        Assert.Equal((SnapshotStatus.Unavailable, SnapshotCodes.StateContended, true), (commit.Status, commit.Error?.Code, commit.Error?.IsTransient));
        Assert.Equal(9, _storage.Calls.Count(call => call == "load"));
        Assert.Equal(
            SnapshotStatus.NotFound,
            (await _storage.GetItemAsync(SnapshotKeys.HashOf(Series), HeadItem.OfBody(request.Payload.WriteId), CancellationToken.None)).Status);
    }

    [Fact]
    [Trait("Snapshot", "116")]
    public async Task A_lost_race_is_applied_again_to_what_the_winner_stored()
    {
        var other = new HeadStateStore(_storage, TimeProvider.System);
        _storage.RacesToLose = 1;

        await _store.CommitAsync(Request(1));
        await other.CommitAsync(Request(2));
        await _store.CommitAsync(Request(3));

        Assert.Equal([1L, 2L, 3L], (await RecordsAsync()).Select(record => record.Position.Sequence));
    }

    [Fact]
    public async Task An_inline_body_is_there_before_its_document_and_goes_after_it()
    {
        await _store.CommitAsync(Inline(1));
        _storage.Calls.Clear();

        await _store.CommitAsync(Inline(1));

        Assert.Equal(["load", "put b", "set", "delete b"], _storage.Calls, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_refused_commit_puts_no_body()
    {
        await _store.CommitAsync(Inline(1));
        _storage.Calls.Clear();

        await _store.CommitAsync(Inline(1) with { Expectation = new SnapshotExpectation.Absent() });

        Assert.Equal(["load"], _storage.Calls, StringComparer.Ordinal);
    }

    [Fact]
    [Trait("Snapshot", "46")]
    [Trait("Snapshot", "48")]
    public async Task After_a_lost_answer_the_commit_is_in_doubt_and_found()
    {
        _storage.LosesReply = true;
        var request = Inline(1);

        var commit = await _store.CommitAsync(request);
        _storage.LosesReply = false;
        var found = await _store.FindByWriteIdAsync(Series, request.Payload.WriteId);

        Assert.Equal((SnapshotStatus.InDoubt, SnapshotCodes.CommitInDoubt), (commit.Status, commit.Error?.Code));
        Assert.Equal(request.Payload.WriteId, found.Value!.Payload.WriteId);
        Assert.True((await _store.OpenInlineAsync(found.Value)).IsSuccess);
        Assert.Equal(SnapshotStatus.AlreadyDone, (await _store.CommitAsync(request)).Status);
    }

    [Theory]
    [InlineData("{\"format\":2,\"scope\":\"run\",\"name\":\"head\"}", SnapshotStatus.Incompatible, SnapshotCodes.StateVersion)]
    [InlineData("{\"format\":1,\"scope\":\"run\",", SnapshotStatus.Corrupt, SnapshotCodes.StateCorrupt)]
    [InlineData("{\"format\":1,\"scope\":\"run\",\"name\":\"another\"}", SnapshotStatus.Corrupt, SnapshotCodes.StateCorrupt)]
    [InlineData("null", SnapshotStatus.Corrupt, SnapshotCodes.StateCorrupt)]
    public async Task A_document_that_is_not_ours_is_never_overwritten(string json, SnapshotStatus status, string code)
    {
        await _storage.PlantAsync(SnapshotKeys.HashOf(Series), Encoding.UTF8.GetBytes(json));

        var selected = await _store.SelectAsync(Series, SnapshotSelection.Latest);
        var commit = await _store.CommitAsync(Request(1));

        Assert.Equal((status, code), (selected.Status, selected.Error?.Code));
        Assert.Equal((status, code), (commit.Status, commit.Error?.Code));
        Assert.DoesNotContain("set", _storage.Calls, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_record_that_would_not_fit_is_too_large()
    {
        var request = Request(1);

        var commit = await _store.CommitAsync(request with { Payload = request.Payload with { PayloadType = new string('t', 9000) } });

        Assert.Equal((SnapshotStatus.TooLarge, SnapshotCodes.StateTooLarge), (commit.Status, commit.Error?.Code));
    }

    [Fact]
    public async Task A_cancelled_call_is_an_outcome()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.Equal(SnapshotStatus.Cancelled, (await _store.CommitAsync(Request(1), cancelled.Token)).Status);
        Assert.Equal(SnapshotStatus.Cancelled, (await _store.SelectAsync(Series, SnapshotSelection.Latest, cancelled.Token)).Status);
    }

    [Fact]
    [Trait("Snapshot", "85")]
    public async Task Retired_records_give_way_before_live_ones()
    {
        for (var sequence = 1; sequence <= 40; sequence++)
        {
            var commit = await _store.CommitAsync(Request(sequence));
            if (sequence <= 30)
                await _store.MarkAsync(commit.Value!.Record, SnapshotRecordState.Retired, "retired");
        }

        var records = await RecordsAsync();

        Assert.Equal(10, records.Count(record => record.State == SnapshotRecordState.Live));
        Assert.InRange(records.Count(record => record.State == SnapshotRecordState.Retired), 1, 16);
        Assert.Equal(30, (await GarbageAsync()).Count);
    }

    private static string Repeated(string text, int characters) => string.Concat(Enumerable.Repeat(text, characters / text.Length));

    private static SnapshotCommitRequest Inline(long sequence)
    {
        var request = Request(sequence);
        return request with
        {
            Payload = request.Payload with { Kind = SnapshotStoreKind.Inline, StoredLength = 3, InlineBytes = new byte[] { 1, 2, 3 } },
        };
    }

    private static SnapshotCommitRequest Request(long sequence)
    {
        var writeId = Guid.CreateVersion7();
        var payload = new SnapshotPayloadHandle
        {
            Kind = SnapshotStoreKind.Blob,
            Provider = "azure-blob",
            Key = SnapshotKeys.KeyOf(Series, sequence, writeId),
            StoredLength = 123_456_789_012,
            BodyLength = 234_567_890_123,
            ContentType = "application/octet-stream",
            Format = PayloadFormat.ContainerV1,
            PayloadType = "marsdisk.sim-state",
            PayloadVersion = 12,
            Codec = SnapshotCodec.Brotli,
            Checksum = SnapshotChecksum.Sha256(new byte[32]),
            WriteId = writeId,
        };
        return new SnapshotCommitRequest(
            Series, new SnapshotPosition(0, sequence, DateTime.MaxValue.Ticks, "000000000_000009999"), payload,
            new SnapshotExpectation.None(), new SnapshotTicket(Guid.NewGuid(), long.MaxValue), "marsdisk 0.1.0+0123456789abcdef", "host-0123456789");
    }

    private async Task<List<SnapshotStateRecord>> RecordsAsync()
    {
        var records = new List<SnapshotStateRecord>();
        await foreach (var record in _store.ListAsync(Series))
            records.Add(record);
        return records;
    }

    private async Task<List<GarbageEntry>> GarbageAsync()
    {
        var entries = new List<GarbageEntry>();
        await foreach (var entry in _store.ListGarbageAsync())
            entries.Add(entry);
        return entries;
    }
}
