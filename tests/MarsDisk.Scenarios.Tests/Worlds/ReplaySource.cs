using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Parsing;

namespace MarsDisk.Scenarios.Worlds;

/// <summary>How the bytes of a scenario come.</summary>
/// <param name="Lines">Lines that come at once, and every so often.</param>
/// <param name="Every">Time between them; zero: everything is there from the beginning.</param>
internal sealed record Delivery(int Lines, TimeSpan Every)
{
    /// <summary>Everything is there from the beginning.</summary>
    public static readonly Delivery AtOnce = new(0, TimeSpan.Zero);

    /// <summary>Longest chunk, bytes.</summary>
    public int ChunkBytes { get; init; } = 1 << 16;

    /// <summary>The sender says no more after so many lines, and does not close.</summary>
    public int? SilentAfter { get; init; }

    /// <summary>The source can go to an offset; else it stands at its start.</summary>
    public bool CanSeek { get; init; } = true;
}

/// <summary>The source of a scenario in memory, whose bytes come in virtual time.</summary>
/// <param name="bytes">The scenario.</param>
/// <param name="delivery">How its bytes come.</param>
/// <param name="scheduler">Virtual time.</param>
internal sealed class ReplaySource(byte[] bytes, Delivery delivery, TestScheduler scheduler) : IFeedSources
{
    /// <summary>Bytes that were handed out, by all feeders together.</summary>
    public long Given { get; private set; }

    public IAsyncFeeder Open(ScenarioSource source) => new Feeder(this);

    public bool CanSeekAfterRestart(ScenarioSource source) => true;

    private bool IsComplete => delivery.SilentAfter is null && Arrived() == bytes.Length;

    // Bytes that have come until now: whole lines, as many as the time allows.
    private int Arrived()
    {
        var lines = delivery.Every == TimeSpan.Zero ? int.MaxValue : delivery.Lines * (1 + (int)(scheduler.MonotonicClock / delivery.Every));
        lines = Math.Min(lines, delivery.SilentAfter ?? int.MaxValue);
        var end = 0;
        for (; lines > 0 && end < bytes.Length; lines--)
            end = Array.IndexOf(bytes, (byte)'\n', end) is >= 0 and var feed ? feed + 1 : bytes.Length;
        return end;
    }

    private sealed class Feeder(ReplaySource source) : IAsyncFeeder
    {
        private int _offset;

        public FlowCapability Capability => FlowCapability.Pull | FlowCapability.Seek | FlowCapability.Async;

        public async ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken)
        {
            while (source.Arrived() == _offset)
            {
                if (source.IsComplete)
                    return FeederYield.Closed();
                await source.MoreAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }

            var count = Math.Min(Math.Min(source.Arrived() - _offset, source.ChunkBytes), demand.PreferredBytes ?? int.MaxValue);
            var chunk = source.Bytes.AsMemory(_offset, count);
            _offset += count;
            source.Given += count;
            return FeederYield.Chunk(chunk);
        }

        public ValueTask<bool> TrySeekAsync(long offset, CancellationToken cancellationToken)
        {
            if (source.CanSeek && offset <= source.Bytes.Length)
                _offset = (int)offset;
            return ValueTask.FromResult(source.CanSeek);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private byte[] Bytes => bytes;

    private int ChunkBytes => delivery.ChunkBytes;

    private bool CanSeek => delivery.CanSeek;

    // Whoever waits goes on inside the timer, on the one thread of the world; without one it waits for ever.
    private Task MoreAsync()
    {
        var more = new TaskCompletionSource();
        if (delivery.Every > TimeSpan.Zero)
            scheduler.Schedule(delivery.Every - TimeSpan.FromTicks(scheduler.MonotonicClock.Ticks % delivery.Every.Ticks), null, more.SetResult);
        return more.Task;
    }
}
