using FsCheck;
using FsCheck.Fluent;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Simulation.Tests.Streaming;

public sealed class FlushPolicyTests
{
    private const long Gibibyte = 1L << 30;

    [Theory]
    [InlineData(1000, 200, 200)]
    [InlineData(100, 200, 100)]
    [InlineData(1000, 0, 1000)]
    public void The_interval_bounds_a_chunk_and_zero_switches_it_off(long steps, int interval, int capacity)
    {
        var streaming = new StreamingParameters { Enable = true, StepFlushInterval = interval };

        Assert.Equal(capacity, FlushPolicy.Of(streaming, isStreaming: true, steps, bytesPerStep: 1).Capacity);
    }

    [Fact]
    public void A_chunk_ends_with_the_first_step_that_exceeds_the_memory_limit()
    {
        var streaming = new StreamingParameters { Enable = true, StepFlushInterval = 0, MemoryLimitGb = 1 };

        var policy = FlushPolicy.Of(streaming, isStreaming: true, steps: 1_000_000, bytesPerStep: 4096);

        Assert.True(((long)policy.Capacity - 1) * 4096 <= Gibibyte);
        Assert.True((long)policy.Capacity * 4096 > Gibibyte);
        Assert.Equal(FlushCause.MemoryLimit, policy.CauseOf(policy.Capacity, flushRequested: false, runEnds: false));
    }

    [Fact]
    public void Without_streaming_the_whole_run_is_one_chunk()
    {
        var streaming = new StreamingParameters { StepFlushInterval = 10, MemoryLimitGb = 1e-9 };

        Assert.Equal(5000, FlushPolicy.Of(streaming, isStreaming: false, steps: 5000, bytesPerStep: 1 << 20).Capacity);
    }

    [Theory]
    [InlineData(10, false, false, true, FlushCause.StepLimit)]
    [InlineData(9, false, false, false, FlushCause.StepLimit)]
    [InlineData(3, true, false, true, FlushCause.Requested)]
    [InlineData(10, true, false, true, FlushCause.StepLimit)]
    [InlineData(3, true, true, true, FlushCause.RunEnds)]
    [InlineData(10, false, true, true, FlushCause.RunEnds)]
    public void The_end_of_the_run_outweighs_a_request_and_a_full_chunk_is_named_by_its_limit(
        int rows, bool isRequested, bool runEnds, bool isDue, FlushCause cause)
    {
        var policy = new FlushPolicy(StepLimit: 10, long.MaxValue, BytesPerStep: 1);

        Assert.Equal(isDue, policy.IsDue(rows, isRequested, runEnds));
        if (isDue)
            Assert.Equal(cause, policy.CauseOf(rows, isRequested, runEnds));
    }

    [Fact]
    public void Every_setting_gives_a_chunk_of_at_least_one_step_and_never_more_than_the_run()
    {
        var settings = from interval in Gen.Choose(0, 100_000)
                       from limit in Gen.Elements(1e-12, 1e-6, 1, 80, 1e300)
                       from steps in Gen.Choose(1, 1_000_000)
                       from bytes in Gen.Choose(1, 1_000_000)
                       select (interval, limit, steps, bytes);

        Prop.ForAll(settings.ToArbitrary(), setting =>
        {
            var streaming = new StreamingParameters { Enable = true, StepFlushInterval = setting.interval, MemoryLimitGb = setting.limit };
            var capacity = FlushPolicy.Of(streaming, isStreaming: true, setting.steps, setting.bytes).Capacity;
            return capacity >= 1 && capacity <= setting.steps && (setting.interval == 0 || capacity <= setting.interval);
        }).QuickCheckThrowOnFailure();
    }
}
