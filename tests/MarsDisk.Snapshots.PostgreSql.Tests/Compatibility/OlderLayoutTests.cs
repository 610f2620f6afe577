using MarsDisk.Snapshots.PostgreSql.Tests.Servers;
using MarsDisk.Snapshots.Testing.Bodies;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Compatibility;

[Collection(SharedServer.Name)]
public sealed class OlderLayoutTests(SharedServer shared) : IAsyncLifetime
{
    private static readonly SnapshotSeries Series = new("run", "older", "1");

    private readonly TestSchema _schema = new(shared.Server.ConnectionString);

    private string Table => $"{_schema.Name}.snapshot_record";

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _schema.CloseAsync();

    [Theory]
    [InlineData("bytea")]
    [InlineData("text")]
    [Trait("Snapshot", "97")]
    [Trait("Snapshot", "105")]
    public async Task Bytes_within_a_record_of_the_older_layout_are_read(string type)
    {
        const int Length = 200_000;
        await MakeOlderTableAsync(type);
        var bytes = PatternStream.Bytes(Length);
        await InsertOlderAsync(1, type == "text" ? Convert.ToBase64String(bytes) : bytes);
        var states = _schema.States();
        var ensured = await states.EnsureAsync();

        var record = (await states.SelectAsync(Series, SnapshotSelection.Latest)).Value!;
        await using var stream = (await states.OpenInlineAsync(record)).Value!;

        Assert.True(ensured.IsSuccess, ensured.ToString());
        Assert.Equal((SnapshotStoreKind.Inline, PayloadFormat.LegacyRaw, "older.body"), (record.Payload.Kind, record.Payload.Format, record.Payload.PayloadType));
        Assert.Equal(SnapshotChecksum.None, record.Payload.Checksum);
        Assert.Equal(type == "text" ? -1 : Length, record.Payload.StoredLength);
        Assert.Equal(
            PatternStream.ChecksumOf(Length), SnapshotChecksum.Sha256(await System.Security.Cryptography.SHA256.HashDataAsync(stream)));
    }

    [Fact]
    [Trait("Snapshot", "98")]
    [Trait("Snapshot", "105")]
    public async Task A_record_of_the_older_layout_that_names_a_blob_is_read_kept_and_retired()
    {
        await MakeOlderTableAsync("bytea");
        await InsertOlderAsync(1, null, "legacy/1.bin");
        var states = _schema.States();
        await states.EnsureAsync();

        var record = (await states.SelectAsync(Series, SnapshotSelection.Latest)).Value!;
        var referenced = await states.IsReferencedAsync("s3", "legacy/1.bin");
        var marked = await states.MarkAsync(record, SnapshotRecordState.Retired, "retired");
        var garbage = new List<GarbageEntry>();
        await foreach (var entry in states.ListGarbageAsync())
            garbage.Add(entry);

        Assert.Equal(
            (SnapshotStoreKind.Blob, "s3", "legacy/1.bin", PayloadFormat.LegacyRaw),
            (record.Payload.Kind, record.Payload.Provider, record.Payload.Key, record.Payload.Format));
        Assert.True(referenced.Value);
        Assert.True(marked.Value, marked.ToString());
        Assert.Equal([("s3", "legacy/1.bin")], garbage.Select(entry => (entry.Provider, entry.Key)));
    }

    [Fact]
    [Trait("Snapshot", "105")]
    public async Task New_records_replace_and_follow_those_of_the_older_layout()
    {
        await MakeOlderTableAsync("bytea");
        await InsertOlderAsync(1, null, "legacy/1.bin");
        await InsertOlderAsync(2, new byte[] { 1, 2, 3 });
        var states = _schema.States();

        // Nobody called EnsureAsync: the commit finds the older table and completes it.
        var replaced = await states.CommitAsync(Request(1, Handle(PayloadFormat.ContainerV1, 10)));
        var refused = await states.CommitAsync(Request(2, Handle(PayloadFormat.ContainerV1, 10), new SnapshotExpectation.Absent()));

        Assert.Equal(["legacy/1.bin"], replaced.Value!.Displaced.Select(payload => payload.Key), StringComparer.Ordinal);
        Assert.Equal(2, replaced.Value.Record.Revision);
        Assert.Equal(SnapshotStatus.Conflict, refused.Status);
        Assert.Equal(2, (await states.SelectAsync(Series, SnapshotSelection.Latest)).Value!.Position.Sequence);
    }

    [Theory]
    [InlineData("bytea")]
    [InlineData("text")]
    [Trait("Snapshot", "100")]
    [Trait("Snapshot", "105")]
    public async Task An_older_program_reads_what_is_written_for_it_and_knows_what_is_not(string type)
    {
        await MakeOlderTableAsync(type);
        var states = _schema.States();
        await states.EnsureAsync();

        await states.CommitAsync(Request(1, Handle(PayloadFormat.LegacyRaw, 1000)));
        await states.CommitAsync(Request(2, Handle(PayloadFormat.ContainerV1, 1000)));
        await states.CommitAsync(Request(3, Handle(PayloadFormat.LegacyRaw, 1000) with { Kind = SnapshotStoreKind.Blob, Provider = "s3", Key = "k", InlineBytes = default }));

        var data = type == "text" ? "decode(\"StateData\", 'base64')" : "\"StateData\"";
        Assert.Equal([PatternStream.Bytes(1000)], await _schema.QueryAsync<byte[]>($"SELECT {data} FROM {Table} WHERE \"StateData\" IS NOT NULL"));
        Assert.Equal(
            ["suite.body", "suite.body;fmt=1", "suite.body"], await _schema.QueryAsync<string>($"SELECT \"PayloadType\" FROM {Table} ORDER BY sequence"), StringComparer.Ordinal);
        Assert.Equal([false, false, true], await _schema.QueryAsync<bool>($"SELECT \"IsOffloaded\" FROM {Table} ORDER BY sequence"));
        Assert.Equal(["s3:k"], await _schema.QueryAsync<string>($"SELECT \"OffloadProvider\" || ':' || \"OffloadKey\" FROM {Table} WHERE \"IsOffloaded\""), StringComparer.Ordinal);
        await using var stream = (await states.OpenInlineAsync((await states.SelectAsync(Series, new SnapshotSelection(MaxSequence: 1))).Value!)).Value!;
        Assert.Equal(PatternStream.ChecksumOf(1000), SnapshotChecksum.Sha256(await System.Security.Cryptography.SHA256.HashDataAsync(stream)));
    }

    [Fact]
    [Trait("Snapshot", "105")]
    public async Task An_older_program_goes_on_writing_into_the_completed_table()
    {
        await MakeOlderTableAsync("bytea");
        var states = _schema.States();
        await states.EnsureAsync();

        await InsertOlderAsync(7, new byte[] { 1, 2, 3 });

        var record = (await states.SelectAsync(Series, SnapshotSelection.Latest)).Value!;
        Assert.Equal((7, 1, SnapshotRecordState.Live, 3L), (record.Position.Sequence, record.Revision, record.State, record.Payload.StoredLength));
    }

    [Fact]
    public async Task Many_make_the_tables_at_once_and_nobody_touches_them_again()
    {
        var ensured = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await _schema.States().EnsureAsync())));
        var before = await _schema.QueryAsync<uint>($"SELECT xmin::text::integer::oid FROM pg_class WHERE oid = '{Table}'::regclass");

        var again = await _schema.States().EnsureAsync();

        Assert.All(ensured, outcome => Assert.True(outcome.IsSuccess, outcome.ToString()));
        Assert.True(again.IsSuccess);
        Assert.Equal(before, await _schema.QueryAsync<uint>($"SELECT xmin::text::integer::oid FROM pg_class WHERE oid = '{Table}'::regclass"));
    }

    [Fact]
    public async Task Bodies_are_stored_as_they_are()
    {
        await _schema.States().EnsureAsync();

        var storage = await _schema.QueryAsync<string>(
            $"SELECT attname || ':' || attstorage::text FROM pg_attribute WHERE attrelid IN ('{Table}'::regclass, '{_schema.Name}.snapshot_chunk'::regclass) AND attname IN ('inline_body', 'data') ORDER BY 1");

        Assert.Equal(["data:e", "inline_body:e"], storage, StringComparer.Ordinal);
    }

    // The first layout: who, where, and the columns of the first releases.
    private async Task MakeOlderTableAsync(string type) => await _schema.ExecuteAsync(
        $"""
        CREATE SCHEMA {_schema.Name};
        CREATE TABLE {Table} (
            scope text NOT NULL, name text NOT NULL, schema_tag text NOT NULL DEFAULT '', generation bigint NOT NULL DEFAULT 0,
            sequence bigint NOT NULL, ts_ticks bigint NOT NULL DEFAULT 0,
            "IsOffloaded" boolean NOT NULL DEFAULT false, "OffloadKey" text, "OffloadProvider" text, "StateData" {type},
            "PayloadType" text NOT NULL, PRIMARY KEY (scope, name, schema_tag, generation, sequence))
        """);

    private Task InsertOlderAsync(long sequence, object? data, string? key = null) => _schema.ExecuteAsync(
        $"""
        INSERT INTO {Table} (scope, name, schema_tag, sequence, ts_ticks, "IsOffloaded", "OffloadKey", "OffloadProvider", "StateData", "PayloadType")
        VALUES ('run', 'older', '1', $1, 17, $2, $3, $4, $5, 'older.body')
        """,
        new NpgsqlParameter { Value = sequence }, new NpgsqlParameter { Value = key is not null }, new NpgsqlParameter { Value = (object?)key ?? DBNull.Value },
        new NpgsqlParameter { Value = key is null ? DBNull.Value : "s3" }, new NpgsqlParameter { Value = data ?? DBNull.Value });

    private static SnapshotCommitRequest Request(long sequence, SnapshotPayloadHandle payload, SnapshotExpectation? expectation = null) => new(
        Series, new SnapshotPosition(0, sequence, sequence), payload, expectation ?? new SnapshotExpectation.None(), default, "test", null);

    private static SnapshotPayloadHandle Handle(PayloadFormat format, int length) => new()
    {
        Kind = SnapshotStoreKind.Inline,
        Provider = "inline:postgresql",
        Key = "",
        StoredLength = length,
        BodyLength = length,
        ContentType = "text/plain",
        Format = format,
        PayloadType = "suite.body",
        PayloadVersion = 1,
        Codec = SnapshotCodec.None,
        Checksum = PatternStream.ChecksumOf(length),
        WriteId = Guid.CreateVersion7(),
        InlineBytes = PatternStream.Bytes(length),
    };
}
