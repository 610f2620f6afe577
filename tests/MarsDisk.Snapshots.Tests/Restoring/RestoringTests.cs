using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Tests.Pipeline;

namespace MarsDisk.Snapshots.Tests.Restoring;

public class RestoringTests
{
    private static readonly byte[] First = PipelineRig.Body(300_000, seed: 1);
    private static readonly byte[] Second = PipelineRig.Body(310_000, seed: 2);
    private static readonly byte[] Third = PipelineRig.Body(320_000, seed: 3);

    [Trait("Snapshot", "71")]
    [Fact]
    public async Task Succeeds_with_nothing_when_there_is_nothing()
    {
        using var rig = new PipelineRig();

        var restored = await rig.RestoreAsync();

        Assert.True(restored.IsSuccess);
        Assert.Null(restored.Value!.Record);
        Assert.Equal(SnapshotStatus.NotFound, (await rig.RestoreAsync(new RestorePolicy(TreatAbsentAsEmpty: false))).Status);
    }

    [Trait("Snapshot", "72")]
    [Fact]
    public async Task Hands_out_nothing_when_the_newest_is_damaged()
    {
        using var rig = await WithThreeAsync();
        rig.BlobFaults.FlipBit(call: 1, bit: 200_000 * 8);

        var restored = await rig.RestoreAsync();

        Assert.Equal(SnapshotStatus.Corrupt, restored.Status);
        Assert.Null(restored.Value);
    }

    [Trait("Snapshot", "73")]
    [Fact]
    public async Task Falls_back_as_far_as_it_is_allowed_to_and_marks_the_bad_one()
    {
        using var rig = await WithThreeAsync();
        rig.BlobFaults.FlipBit(call: 1, bit: 200_000 * 8);

        var restored = await rig.RestoreAsync(new RestorePolicy(FallbackDepth: 2));

        Assert.Equal(Second, restored.Value!.State);
        Assert.Equal(1, restored.Value.FallbacksUsed);
        var suspect = Assert.Single(await rig.RecordsAsync(), record => record.State == SnapshotRecordState.Suspect);
        Assert.Equal(3, suspect.Position.Sequence);
        Assert.Contains(rig.Log, line => line.StartsWith("7102", StringComparison.Ordinal));
        Assert.Equal(3, rig.Inner.Names.Count);
    }

    [Trait("Snapshot", "73")]
    [Fact]
    public async Task Does_not_fall_back_further_than_it_is_allowed_to()
    {
        using var rig = await WithThreeAsync();
        rig.BlobFaults.FlipBit(call: 1, bit: 200_000 * 8).FlipBit(call: 2, bit: 200_000 * 8);

        Assert.Equal(SnapshotStatus.Corrupt, (await rig.RestoreAsync(new RestorePolicy(FallbackDepth: 1))).Status);
    }

    [Trait("Snapshot", "74")]
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(70_000)]
    [InlineData(320_000)]
    public async Task Never_takes_a_cut_object_for_a_whole_one(long length)
    {
        using var rig = await WithThreeAsync(options => options with { Restore = options.Restore with { ReadRetries = 0 } });
        rig.BlobFaults.Truncate(call: 1, length);

        Assert.Equal(SnapshotStatus.Corrupt, (await rig.RestoreAsync()).Status);
    }

    [Trait("Snapshot", "75")]
    [Fact]
    public async Task Chooses_once_more_when_the_chosen_one_was_retired_meanwhile()
    {
        using var rig = await WithThreeAsync();
        var third = (await rig.RecordsAsync()).Single(record => record.Position.Sequence == 3);
        rig.BlobFaults.Wait("get", 1, async () =>
        {
            await rig.States.MarkAsync(third, SnapshotRecordState.Retired, "test");
            await rig.Inner.DeleteAsync(third.Payload.Key);
        });

        var restored = await rig.RestoreAsync();

        Assert.Equal(Second, restored.Value!.State);
        Assert.Equal(0, restored.Value.FallbacksUsed);
    }

    [Fact]
    public async Task Marks_a_record_whose_object_is_missing()
    {
        using var rig = await WithThreeAsync();
        var third = (await rig.RecordsAsync()).Single(record => record.Position.Sequence == 3);
        await rig.Inner.DeleteAsync(third.Payload.Key);

        var restored = await rig.RestoreAsync();

        Assert.Equal(SnapshotStatus.Corrupt, restored.Status);
        Assert.Contains(await rig.RecordsAsync(), record => record.State == SnapshotRecordState.Suspect);
    }

    [Trait("Snapshot", "76")]
    [Fact]
    public async Task Blames_the_reader_of_a_good_body()
    {
        using var rig = await WithThreeAsync();

        var restored = await rig.Offloader.RestoreLatestAsync(
            PipelineRig.Series, SnapshotSelection.Latest, new ThrowingSink(), new RestorePolicy());

        Assert.Equal(SnapshotStatus.Fault, restored.Status);
        Assert.Equal(SnapshotStage.Decode, restored.Error!.Stage);
        Assert.All(await rig.RecordsAsync(), record => Assert.Equal(SnapshotRecordState.Live, record.State));
    }

    [Trait("Snapshot", "77")]
    [Fact]
    public async Task Drops_a_state_whose_footer_is_wrong()
    {
        using var rig = await WithThreeAsync();
        var stored = (await rig.RecordsAsync()).Single(record => record.Position.Sequence == 3).Payload.StoredLength;
        rig.BlobFaults.FlipBit(call: 1, bit: (stored - 30) * 8);

        var restored = await rig.RestoreAsync();

        Assert.Equal(SnapshotStatus.Corrupt, restored.Status);
        Assert.Null(restored.Value);
    }

    [Trait("Snapshot", "77")]
    [Fact]
    public async Task Verifies_the_end_even_when_the_reader_stops_early()
    {
        using var rig = await WithThreeAsync();
        var stored = (await rig.RecordsAsync()).Single(record => record.Position.Sequence == 3).Payload.StoredLength;
        rig.BlobFaults.FlipBit(call: 1, bit: (stored - 30) * 8);

        var restored = await rig.Offloader.RestoreLatestAsync(PipelineRig.Series, SnapshotSelection.Latest, new LazySink(), new RestorePolicy());

        Assert.Equal(SnapshotStatus.Corrupt, restored.Status);
    }

    [Trait("Snapshot", "78")]
    [Fact]
    public async Task Chooses_the_newest_within_all_bounds()
    {
        using var rig = await WithThreeAsync();

        Assert.Equal(Second, (await rig.RestoreAsync(selection: new SnapshotSelection(MaxSequence: 2))).Value!.State);
        Assert.Equal(First, (await rig.RestoreAsync(selection: new SnapshotSelection(MaxTimestampTicks: 1001))).Value!.State);
        Assert.Null((await rig.RestoreAsync(selection: new SnapshotSelection(MinSequence: 3, MaxTimestampTicks: 1002))).Value!.Record);
    }

    [Trait("Snapshot", "79")]
    [Fact]
    public async Task Stops_at_the_limit_of_the_body()
    {
        using var rig = await WithThreeAsync();
        var sink = new CountingSink();

        var restored = await rig.Offloader.RestoreLatestAsync(
            PipelineRig.Series, SnapshotSelection.Latest, sink, new RestorePolicy(MaxBodyBytes: 100_000));

        Assert.Equal(SnapshotStatus.TooLarge, restored.Status);
        Assert.InRange(sink.Bytes, 0, 100_000);
    }

    [Trait("Snapshot", "81")]
    [Fact]
    public async Task Goes_on_where_reading_broke_off()
    {
        using var rig = await WithThreeAsync();
        rig.BlobFaults.Break(call: 1, offset: 70_000).Break(call: 2, offset: 150_000).Break(call: 3, offset: 151_000);

        var restored = await rig.RestoreAsync();

        Assert.Equal(Third, restored.Value!.State);
        Assert.Equal(4, rig.BlobFaults.CallsOf("get"));
    }

    [Trait("Snapshot", "82")]
    [Fact]
    public async Task Takes_a_new_generation_for_newer_whatever_its_sequence()
    {
        using var rig = await WithThreeAsync();
        var generation = (await rig.States.BeginGenerationAsync(PipelineRig.Series, "unreadable")).Value;
        var options = PipelineRig.Options() with { Position = new SnapshotPosition(generation, 0, 1) };

        var persisted = await rig.PersistAsync(First, options, new SnapshotExpectation.NewerThanHead());

        Assert.True(persisted.IsSuccess, persisted.ToString());
        Assert.Equal(generation, (await rig.RestoreAsync()).Value!.Record!.Position.Generation);
    }

    [Trait("Snapshot", "16")]
    [Fact]
    public async Task Refuses_an_object_that_names_another_series()
    {
        using var rig = await WithThreeAsync();
        var third = (await rig.RecordsAsync()).Single(record => record.Position.Sequence == 3);
        var record = third with { Series = new SnapshotSeries("run-1", "another", "v1") };

        var opened = await rig.Reader.OpenAsync(record);

        Assert.Equal(SnapshotStatus.Corrupt, opened.Status);
        Assert.Equal(SnapshotCodes.OpenIdentity, opened.Error!.Code);
    }

    [Trait("Snapshot", "99")]
    [Fact]
    public async Task Names_the_store_that_is_not_configured()
    {
        using var rig = await WithThreeAsync();
        var record = (await rig.RecordsAsync())[0];

        var opened = await rig.Reader.OpenAsync(record with { Payload = record.Payload with { Provider = "tape" } });

        Assert.Equal(SnapshotStatus.Incompatible, opened.Status);
        Assert.Contains("'tape'", opened.Error!.Message, StringComparison.Ordinal);
    }

    [Trait("Snapshot", "104")]
    [Fact]
    public async Task Refuses_a_body_of_a_newer_version_and_leaves_the_record_alone()
    {
        using var rig = new PipelineRig();
        await rig.PersistAsync(First, PipelineRig.Options() with { PayloadVersion = 2 });

        var restored = await rig.RestoreAsync();

        Assert.Equal(SnapshotStatus.Incompatible, restored.Status);
        Assert.All(await rig.RecordsAsync(), record => Assert.Equal(SnapshotRecordState.Live, record.State));
    }

    [Trait("Snapshot", "15")]
    [Fact]
    public async Task Has_not_reached_the_end_when_it_is_closed_early()
    {
        using var rig = await WithThreeAsync();
        var record = (await rig.RecordsAsync())[0];

        var opened = await rig.Reader.OpenAsync(record);
        await opened.Value!.Body.ReadExactlyAsync(new byte[10]);
        await opened.Value.DisposeAsync();

        Assert.False(opened.Value.ReachedEnd);
    }

    private static async Task<PipelineRig> WithThreeAsync(Func<SnapshotIoOptions, SnapshotIoOptions>? options = null)
    {
        var rig = new PipelineRig(defaults => (options?.Invoke(defaults) ?? defaults) with { KeepLast = 0 });
        foreach (var (body, sequence) in new[] { (First, 1L), (Second, 2L), (Third, 3L) })
        {
            var persisted = await rig.PersistAsync(body, PipelineRig.Options(sequence));
            Assert.True(persisted.IsSuccess, persisted.ToString());
        }
        return rig;
    }

    private sealed class ThrowingSink : ISnapshotSink<byte[]>
    {
        public bool CanRead(string payloadType, int payloadVersion) => true;

        public ValueTask<byte[]> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation) =>
            throw new FormatException("not my format");
    }

    private sealed class LazySink : ISnapshotSink<string>
    {
        public bool CanRead(string payloadType, int payloadVersion) => true;

        public ValueTask<string> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation) => new("built");
    }

    private sealed class CountingSink : ISnapshotSink<long>
    {
        public long Bytes { get; private set; }

        public bool CanRead(string payloadType, int payloadVersion) => true;

        public async ValueTask<long> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
        {
            var buffer = new byte[1000];
            for (var count = -1; count != 0; Bytes += count)
                count = await body.ReadAsync(buffer, cancellation);
            return Bytes;
        }
    }
}
