using MarsDisk.Snapshots.Tests.Pipeline;

namespace MarsDisk.Snapshots.Tests.Restoring;

/// <summary>What is configured for restores holds, and the policy of one restore comes before it.</summary>
public sealed class RestoreOptionsTests
{
    private static readonly byte[] Old = PipelineRig.Body(300_000, seed: 1);
    private static readonly byte[] New = PipelineRig.Body(310_000, seed: 2);

    [Theory]
    [InlineData(0, null, SnapshotStatus.Corrupt)]
    [InlineData(1, null, SnapshotStatus.Ok)]
    [InlineData(1, 0, SnapshotStatus.Corrupt)]
    [InlineData(0, 1, SnapshotStatus.Ok)]
    [Trait("Snapshot", "73")]
    public async Task An_older_record_is_used_as_far_as_is_configured_or_the_policy_says(int configured, int? policy, SnapshotStatus expected)
    {
        using var rig = await WithTwoAsync(restore => restore with { FallbackDepth = configured });
        rig.BlobFaults.FlipBit(call: 1, bit: 200_000 * 8);

        var restored = await rig.RestoreAsync(new RestorePolicy(FallbackDepth: policy));

        Assert.Equal(expected, restored.Status);
        Assert.Equal(expected == SnapshotStatus.Ok ? Old : null, restored.Value?.State);
    }

    [Theory]
    [InlineData(1, null, false)]
    [InlineData(2, null, true)]
    [InlineData(2, 1, false)]
    [InlineData(0, 2, true)]
    [Trait("Snapshot", "81")]
    public async Task Reading_goes_on_as_often_as_is_configured_or_the_policy_says(int configured, int? policy, bool isRead)
    {
        using var rig = await WithTwoAsync(restore => restore with { ReadRetries = configured });
        rig.BlobFaults.Break(call: 1, offset: 70_000).Break(call: 2, offset: 150_000);

        var restored = await rig.RestoreAsync(new RestorePolicy(ReadRetries: policy));

        Assert.Equal(isRead ? SnapshotStatus.Ok : SnapshotStatus.Unavailable, restored.Status);
        Assert.Equal(isRead ? New : null, restored.Value?.State);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task So_many_restores_run_at_once_as_are_configured(int most)
    {
        using var rig = await WithTwoAsync(restore => restore with { MaxConcurrentRestores = most });
        var sink = new GatedSink(most);

        var restores = Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await rig.Offloader.RestoreLatestAsync(
            PipelineRig.Series, SnapshotSelection.Latest, sink, new RestorePolicy()))).ToList();
        var restored = await Task.WhenAll(restores);

        Assert.All(restored, one => Assert.True(one.IsSuccess, one.ToString()));
        Assert.Equal(most, sink.Most);
    }

    private static async Task<PipelineRig> WithTwoAsync(Func<SnapshotRestoreOptions, SnapshotRestoreOptions> restore)
    {
        var rig = new PipelineRig(options => options with { KeepLast = 0, Restore = restore(options.Restore) });
        foreach (var (body, sequence) in new[] { (Old, 1L), (New, 2L) })
            Assert.True((await rig.PersistAsync(body, PipelineRig.Options(sequence))).IsSuccess);
        return rig;
    }

    /// <summary>Nobody goes on before so many are here.</summary>
    private sealed class GatedSink(int together) : ISnapshotSink<int>
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private int _here;

        public int Most { get; private set; }

        public bool CanRead(string payloadType, int payloadVersion) => true;

        public async ValueTask<int> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
        {
            lock (_gate)
                Most = Math.Max(Most, ++_here);
            if (Most >= together)
                _all.TrySetResult();
            await _all.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellation);
            await Task.Yield();
            lock (_gate)
                _here--;
            return 0;
        }
    }
}
