using System.Globalization;
using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.PostgreSql.Blobs;
using MarsDisk.Snapshots.PostgreSql.States;
using MarsDisk.Snapshots.PostgreSql.Tests.Servers;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Crashes;

[Collection(SharedServer.Name)]
public sealed class KilledServerTests : IAsyncLifetime
{
    private static readonly SnapshotSeries Series = new("killed", "server");

    private readonly PostgreSqlServer _server = PostgreSqlServer.Create();

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    [Trait("Snapshot", "63")]
    [Trait("Snapshot", "117")]
    public async Task What_was_reported_as_committed_survives_a_server_that_is_killed()
    {
        var schema = new TestSchema(_server.ConnectionString);
        var (blobs, states) = (schema.Blobs(), schema.States());
        await states.EnsureAsync();
        var reported = new List<SnapshotPayloadHandle>();
        for (var round = 0; round < 3; round++)
        {
            var seen = reported.Count;
            var enough = new TaskCompletionSource();
            var writing = Task.Run(async () =>
            {
                while (await TryPersistAsync(blobs, states, reported.Count) is { } handle)
                {
                    reported.Add(handle);
                    if (reported.Count == seen + 5)
                        enough.TrySetResult();
                }
            });
            await Task.WhenAny(enough.Task, writing);
            await _server.KillAsync();
            await writing;
            await _server.StartAsync();

            foreach (var handle in reported)
            {
                Assert.Equal(handle, (await states.FindByWriteIdAsync(Series, handle.WriteId)).Value?.Payload);
                await using var stream = (await blobs.GetAsync(handle.Key)).Value!;
                Assert.Equal(handle.Checksum, SnapshotChecksum.Sha256(await System.Security.Cryptography.SHA256.HashDataAsync(stream)));
            }
            Assert.True(reported.Count >= seen + 5, reported.Count.ToString(CultureInfo.InvariantCulture));
        }
        await schema.CloseAsync();
    }

    // Null: the server is gone.
    private static async Task<SnapshotPayloadHandle?> TryPersistAsync(
        PostgreSqlBlobStore blobs, PostgreSqlStateStore states, int sequence)
    {
        const int Length = 150_000;
        var writeId = Guid.CreateVersion7();
        var key = SnapshotKeys.KeyOf(Series, sequence, writeId);
        var checksum = PatternStream.ChecksumOf(Length, sequence);
        var put = await blobs.PutAsync(new BlobPutRequest(key, Length, checksum, "text/plain", writeId), new PatternStream(Length, sequence));
        if (!put.IsSuccess)
            return null;
        var handle = new SnapshotPayloadHandle
        {
            Kind = SnapshotStoreKind.Blob,
            Provider = blobs.ProviderName,
            Key = key,
            StoredLength = Length,
            BodyLength = Length,
            ContentType = "text/plain",
            Format = PayloadFormat.LegacyRaw,
            PayloadType = "pattern",
            PayloadVersion = 1,
            Codec = SnapshotCodec.None,
            Checksum = checksum,
            WriteId = writeId,
        };
        var commit = await states.CommitAsync(new SnapshotCommitRequest(
            Series, new SnapshotPosition(0, sequence, sequence), handle, new SnapshotExpectation.Absent(), default, "test", null));
        return commit.IsSuccess ? handle : null;
    }
}
