namespace MarsDisk.Parsing;

/// <summary>Sources of one kind in the place of the other.</summary>
public static class AsyncFeeder
{
    /// <summary>A source that answers at once, where one is wanted that may wait.</summary>
    /// <param name="feeder">The source; disposed with the result.</param>
    public static IAsyncFeeder Over(IFeeder feeder)
    {
        ArgumentNullException.ThrowIfNull(feeder);
        return new Adapter(feeder);
    }

    private sealed class Adapter(IFeeder feeder) : IAsyncFeeder
    {
        public FlowCapability Capability => feeder.Capability;

        public ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken)
            => cancellationToken.IsCancellationRequested
                ? ValueTask.FromCanceled<FeederYield>(cancellationToken)
                : ValueTask.FromResult(feeder.Pull(demand));

        public void Release(long throughOffset) => feeder.Release(throughOffset);

        public ValueTask<bool> TrySeekAsync(long offset, CancellationToken cancellationToken)
            => ValueTask.FromResult(feeder.TrySeek(offset));

        public ValueTask DisposeAsync()
        {
            feeder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
