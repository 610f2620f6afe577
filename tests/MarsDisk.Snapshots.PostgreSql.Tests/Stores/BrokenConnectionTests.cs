using System.Security.Cryptography;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.PostgreSql.Blobs;
using MarsDisk.Snapshots.PostgreSql.States;
using MarsDisk.Snapshots.PostgreSql.Tests.Servers;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Stores;

[Collection(SharedServer.Name)]
public sealed class BrokenConnectionTests(SharedServer shared) : IAsyncLifetime
{
    private const int Length = 3_000_000;
    private const string Secret = "quartz-lantern";

    private static readonly SnapshotSeries Series = new("broken", "connection");

    private readonly TestSchema _schema = new(shared.Server.ConnectionString);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _schema.CloseAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Snapshot", "41")]
    public async Task A_put_whose_connection_is_cut_is_repeated_where_the_data_can_be_read_again(bool isSeekable)
    {
        var store = _schema.Blobs();
        await store.EnsureAsync();
        var cut = false;
        var data = new PatternStream(Length)
        {
            IsSeekable = isSeekable,
            OnRead = position =>
            {
                if (position < Length / 2 || cut)
                    return;
                cut = true;
                CutAll();
            },
        };

        var put = await store.PutAsync(Request(out var key), data);

        Assert.True(cut);
        Assert.Equal(isSeekable ? SnapshotStatus.Ok : SnapshotStatus.Unavailable, put.Status);
        Assert.Equal(isSeekable ? SnapshotStatus.Ok : SnapshotStatus.NotFound, (await store.ProbeAsync(key)).Status);
        if (isSeekable)
        {
            await using var stream = (await store.GetAsync(key)).Value!;
            Assert.Equal(PatternStream.ChecksumOf(Length), SnapshotChecksum.Sha256(await SHA256.HashDataAsync(stream)));
        }
    }

    [Fact]
    [Trait("Snapshot", "81")]
    public async Task A_read_whose_connection_is_cut_breaks_off_as_a_stream_does_and_goes_on_at_the_same_byte()
    {
        const int Long = 40_000_000;
        var store = _schema.Blobs();
        await store.PutAsync(Request(out var key) with { Length = Long, Expected = null }, new PatternStream(Long));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[100_000];
        long position = 0;
        for (var opening = 1; position < Long && opening < 10; opening++)
        {
            var got = await store.GetAsync(key, position);
            if (!got.TryGet(out var stream))
                continue;
            try
            {
                position += await ReadAsync(stream, buffer, hash);
                if (opening <= 3)
                    CutAll();
                while (position < Long)
                    position += await ReadAsync(stream, buffer, hash);
            }
            catch (IOException)
            {
                // What was read is good; the next opening goes on behind it.
            }
            await stream.DisposeAsync();
        }

        Assert.Equal(Long, position);
        Assert.Equal(PatternStream.ChecksumOf(Long), SnapshotChecksum.Sha256(hash.GetHashAndReset()));
    }

    [Fact]
    public async Task A_read_that_is_left_early_does_no_harm()
    {
        var store = _schema.Blobs();
        await store.PutAsync(Request(out var key), new PatternStream(Length));

        for (var round = 0; round < 30; round++)
        {
            await using var stream = (await store.GetAsync(key, 70_000)).Value!;
            await stream.ReadExactlyAsync(new byte[10]);
        }

        Assert.True((await store.ProbeAsync(key)).IsSuccess);
    }

    [Fact]
    [Trait("Snapshot", "74")]
    public async Task An_object_without_one_of_its_chunks_never_ends_well()
    {
        var store = _schema.Blobs();
        await store.PutAsync(Request(out var key), new PatternStream(Length));
        await _schema.ExecuteAsync($"DELETE FROM {_schema.Name}.snapshot_chunk WHERE idx = 20");

        await using var stream = (await store.GetAsync(key)).Value!;

        await Assert.ThrowsAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
    }

    [Fact]
    [Trait("Snapshot", "91")]
    public async Task Chunks_without_an_object_are_taken_away_and_others_are_not()
    {
        var store = _schema.Blobs("pre");
        await store.PutAsync(Request(out var key), new PatternStream(Length));
        await _schema.ExecuteAsync($"INSERT INTO {_schema.Name}.snapshot_chunk VALUES ('pre/lost', 0, ''), ('pre/lost', 1, ''), ('other/lost', 0, '')");

        var aborted = await store.AbortStaleUploadsAsync("", TimeSpan.FromDays(2));

        Assert.Equal(1, aborted.Value);
        Assert.Equal(
            ["other/lost", $"pre/{key}"],
            await _schema.QueryAsync<string>($"SELECT DISTINCT blob_key FROM {_schema.Name}.snapshot_chunk ORDER BY 1"), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=u;Password=quartz-lantern;Timeout=1")]
    [InlineData("DB;Password=quartz-lantern")]
    [InlineData("SERVER;Username=nobody-such;Password=quartz-lantern")]
    [Trait("Snapshot", "141")]
    public async Task No_error_shows_the_password(string connection)
    {
        var options = _schema.Options() with
        {
            ConnectionString = connection
                .Replace("DB", shared.Server.ConnectionString + ";Database=no_such", StringComparison.Ordinal)
                .Replace("SERVER", shared.Server.ConnectionString, StringComparison.Ordinal),
        };
        await using var blobs = new PostgreSqlBlobStore(options);
        await using var states = new PostgreSqlStateStore(options);

        var probe = await blobs.ProbeAsync("a/b");
        var ensure = await states.EnsureAsync();
        var listing = await Record.ExceptionAsync(async () =>
        {
            await foreach (var entry in states.ListGarbageAsync())
                Assert.Fail(entry.Key);
        });

        Assert.False(probe.IsSuccess);
        Assert.False(ensure.IsSuccess);
        Assert.IsAssignableFrom<IOException>(listing);
        foreach (var text in new[] { probe.ToString(), $"{probe.Error!.Cause}", ensure.ToString(), $"{ensure.Error!.Cause}", $"{listing}", $"{options}" })
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=h;Port=quartz-lantern", "s")]
    [InlineData("Host=h;quartz-lantern=1", "s")]
    [InlineData("Host=h", "drop table;")]
    [InlineData(" ", "s")]
    public void Options_that_cannot_be_used_are_refused_without_showing_them(string connection, string schema)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = connection, Schema = schema };

        var error = Assert.Throws<ArgumentException>(() => new PostgreSqlBlobStore(options));

        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Snapshot", "95")]
    public async Task A_race_that_is_lost_again_and_again_is_given_up_after_eight_more_tries()
    {
        var states = _schema.States();
        await states.EnsureAsync();
        await _schema.ExecuteAsync(
            $"""
            CREATE SEQUENCE {_schema.Name}.tries;
            CREATE FUNCTION {_schema.Name}.lose() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM nextval('{_schema.Name}.tries'); RAISE unique_violation; END $$;
            CREATE TRIGGER lose BEFORE INSERT ON {_schema.Name}.snapshot_record FOR EACH ROW EXECUTE FUNCTION {_schema.Name}.lose()
            """);

        var commit = await states.CommitAsync(Commit());

        Assert.Equal((SnapshotStatus.Unavailable, SnapshotCodes.StateContended), (commit.Status, commit.Error?.Code));
        Assert.Equal([9L], await _schema.QueryAsync<long>($"SELECT last_value FROM {_schema.Name}.tries"));
    }

    [Fact]
    [Trait("Snapshot", "48")]
    public async Task A_commit_whose_connection_is_cut_is_unknown_to_the_caller_and_not_made()
    {
        var gate = new Testing.Faults.GateFailpoints("commit.before");
        await using var states = new PostgreSqlStateStore(_schema.Options() with { Failpoints = gate });
        await states.EnsureAsync();
        var request = Commit();

        var committing = Task.Run(async () => await states.CommitAsync(request));
        await gate.Reached;
        CutAll();
        gate.Open();
        var commit = await committing;

        Assert.Equal((SnapshotStatus.Unavailable, true), (commit.Status, commit.Error?.IsTransient));
        Assert.Null((await states.FindByWriteIdAsync(Series, request.Payload.WriteId)).Value);
        Assert.Equal(SnapshotStatus.Ok, (await states.CommitAsync(request)).Status);
    }

    // Every connection but the one that asks for it.
    private void CutAll() => _schema.ExecuteAsync(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'marsdisk-snapshots' AND pid <> pg_backend_pid()")
        .GetAwaiter().GetResult();

    private static async Task<int> ReadAsync(Stream stream, byte[] buffer, IncrementalHash hash)
    {
        var read = await stream.ReadAsync(buffer);
        hash.AppendData(buffer, 0, read);
        return read > 0 ? read : throw new InvalidOperationException("It ended well.");
    }

    private static BlobPutRequest Request(out string key)
    {
        var writeId = Guid.CreateVersion7();
        key = SnapshotKeys.KeyOf(Series, 1, writeId);
        return new BlobPutRequest(key, Length, PatternStream.ChecksumOf(Length), "text/plain", writeId);
    }

    private static SnapshotCommitRequest Commit()
    {
        var writeId = Guid.CreateVersion7();
        var payload = new SnapshotPayloadHandle
        {
            Kind = SnapshotStoreKind.Blob,
            Provider = "file",
            Key = SnapshotKeys.KeyOf(Series, 1, writeId),
            StoredLength = 1,
            BodyLength = 1,
            ContentType = "text/plain",
            Format = PayloadFormat.ContainerV1,
            PayloadType = "t",
            PayloadVersion = 1,
            Codec = SnapshotCodec.None,
            Checksum = PatternStream.ChecksumOf(1),
            WriteId = writeId,
        };
        return new SnapshotCommitRequest(Series, new SnapshotPosition(0, 1, 1), payload, new SnapshotExpectation.None(), default, "test", null);
    }
}
