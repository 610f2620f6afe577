using MarsDisk.Snapshots.Boundary.Tests.Hosts;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Boundary.Tests;

/// <summary>The pipeline needs neither files nor a second thread.</summary>
public sealed class PipelineTests
{
    private const int Short = 1000;
    private const int Long = 5_000_000;

    [Theory]
    [InlineData(Short, StagingMode.Auto, SnapshotCodec.ZLib, SnapshotStoreKind.Inline)]
    [InlineData(Long, StagingMode.Auto, SnapshotCodec.ZLib, SnapshotStoreKind.Blob)]
    [InlineData(Long, StagingMode.Auto, SnapshotCodec.None, SnapshotStoreKind.Blob)]
    [InlineData(Long, StagingMode.Direct, SnapshotCodec.None, SnapshotStoreKind.Blob)]
    [InlineData(Short, StagingMode.Direct, SnapshotCodec.None, SnapshotStoreKind.Blob)]
    [InlineData(Short, StagingMode.Memory, SnapshotCodec.None, SnapshotStoreKind.Inline)]
    public void A_body_of_any_length_comes_back(int length, StagingMode staging, SnapshotCodec codec, SnapshotStoreKind kind) => OneThread.Run(async host =>
    {
        using var rig = new BareRig(host, options => options with { Codec = codec });

        var record = await rig.PersistAsync(length, staging: staging);

        Assert.Equal(kind, record.Payload.Kind);
        Assert.Equal(PatternStream.ChecksumOf(length, 1), await rig.RestoreAsync());
    });

    [Fact]
    public void A_body_that_is_short_enough_for_its_record_but_not_for_the_memory_becomes_a_blob() => OneThread.Run(async host =>
    {
        using var rig = new BareRig(host, options => options with { Codec = SnapshotCodec.None, InlineThresholdBytes = 500_000 });

        var record = await rig.PersistAsync(200_000);

        Assert.Equal(SnapshotStoreKind.Blob, record.Payload.Kind);
        Assert.Equal(PatternStream.ChecksumOf(200_000, 1), await rig.RestoreAsync());
    });

    [Fact]
    public void A_source_that_writes_synchronously_is_staged_in_memory_and_told_so_when_that_is_not_enough() => OneThread.Run(async host =>
    {
        using var rig = new BareRig(host, options => options with { Codec = SnapshotCodec.None, MemoryStageBytes = 1_000_000 });

        await rig.PersistAsync(900_000, isWrittenAtOnce: true);

        Assert.Equal(PatternStream.ChecksumOf(900_000, 1), await rig.RestoreAsync());
    });

    [Fact]
    public void Older_snapshots_are_retired_and_cleaned_away() => OneThread.Run(async host =>
    {
        using var rig = new BareRig(host, options => options with { GarbageGrace = TimeSpan.FromHours(1) });
        for (var sequence = 1; sequence <= 4; sequence++)
            await rig.PersistAsync(Long / 10, sequence);

        host.Clock.Advance(TimeSpan.FromHours(2));
        var report = await new SnapshotJanitor(rig.Services).PassAsync(sweep: true);

        Assert.Equal((2, 0), (report.GarbageDeleted, report.Failures));
        Assert.Equal(2, rig.Blobs.Names.Count);
    });

    [Theory]
    [InlineData(SnapshotMode.Legacy)]
    [InlineData(SnapshotMode.Stream)]
    public void Every_way_of_writing_works(SnapshotMode mode) => OneThread.Run(async host =>
    {
        using var rig = new BareRig(host, options => options with { Mode = mode, WriteCompat = PayloadFormat.LegacyRaw });

        var record = await rig.PersistAsync(Long);

        Assert.Equal(PayloadFormat.LegacyRaw, record.Payload.Format);
        Assert.Equal(PatternStream.ChecksumOf(Long, 1), await rig.RestoreAsync());
    });

    [Trait("Snapshot", "143")]
    [Fact]
    public void Options_that_need_files_are_refused_with_one_message() => OneThread.Run(host =>
    {
        var error = Assert.Throws<SnapshotOptionsException>(() => new BareRig(
            host, options => options with { IntentDirectory = "/intents", Temp = new SnapshotTempOptions { Directory = "/scratch", MaxConcurrentFiles = 0 } }));

        Assert.Equal(3, error.Problems.Count);
        Assert.Contains("temp.directory is set, but this host has no file system", error.Message, StringComparison.Ordinal);
        return Task.CompletedTask;
    });
}
