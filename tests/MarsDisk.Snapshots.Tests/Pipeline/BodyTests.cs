namespace MarsDisk.Snapshots.Tests.Pipeline;

public class BodyTests
{
    [Trait("Snapshot", "37")]
    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public async Task Stores_nothing_of_a_source_that_throws(int written)
    {
        using var rig = new PipelineRig();

        var outcome = await rig.PersistAsync(async (body, token) =>
        {
            await body.WriteAsync(PipelineRig.Body(written), token);
            throw new InvalidOperationException("the projector broke");
        });

        Assert.Equal(SnapshotStatus.Fault, outcome.Status);
        Assert.Equal(SnapshotStage.Body, outcome.Error!.Stage);
        Assert.IsType<InvalidOperationException>(outcome.Error.Cause);
        AssertNothingIsLeft(rig);
    }

    [Trait("Snapshot", "38")]
    [Fact]
    public async Task Refuses_what_a_source_writes_after_it_returned()
    {
        using var rig = new PipelineRig();
        Stream? kept = null;

        var outcome = await rig.PersistAsync(async (body, token) =>
        {
            kept = body;
            await body.WriteAsync(PipelineRig.Body(300_000), token);
        });

        Assert.True(outcome.IsSuccess);
        Assert.Throws<ObjectDisposedException>(() => kept!.Write([1]));
        Assert.Equal(PipelineRig.Body(300_000), (await rig.RestoreAsync()).Value!.State);
    }

    [Fact]
    public async Task Lets_a_source_flush_and_close_the_stream()
    {
        using var rig = new PipelineRig();

        var outcome = await rig.PersistAsync(async (body, token) =>
        {
            await body.WriteAsync(PipelineRig.Body(300_000), token);
            await body.FlushAsync(token);
            await body.DisposeAsync();
        });

        Assert.True(outcome.IsSuccess, outcome.ToString());
        Assert.Equal(PipelineRig.Body(300_000), (await rig.RestoreAsync()).Value!.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refuses_a_body_over_its_limit_even_when_the_source_takes_no_notice(bool isSwallowed)
    {
        using var rig = new PipelineRig();
        var options = PipelineRig.Options() with { MaxBodyBytes = 100_000 };

        var outcome = await rig.PersistAsync(
            async (body, token) =>
            {
                try
                {
                    for (var i = 0; i < 10; i++)
                        await body.WriteAsync(PipelineRig.Body(20_000), token);
                }
                catch (Exception) when (isSwallowed)
                {
                    // as a careless source does
                }
            },
            options);

        Assert.Equal(SnapshotStatus.TooLarge, outcome.Status);
        AssertNothingIsLeft(rig);
    }

    [Fact]
    public async Task Writes_synchronously_as_well()
    {
        using var rig = new PipelineRig();
        var body = PipelineRig.Body(1_000_003);

        var outcome = await rig.PersistAsync((stream, _) =>
        {
            foreach (var slice in body.Chunk(7777))
                stream.Write(slice);
            return ValueTask.CompletedTask;
        });

        Assert.True(outcome.IsSuccess, outcome.ToString());
        Assert.Equal(body, (await rig.RestoreAsync()).Value!.State);
    }

    [Trait("Snapshot", "53")]
    [Fact]
    public async Task Is_not_changed_by_what_happens_to_the_state_after_it_was_captured()
    {
        using var rig = new PipelineRig();
        var state = PipelineRig.Body(500_000);
        var expected = (byte[])state.Clone();
        var progress = new Spy(report =>
        {
            if (report.Kind == SnapshotProgressKind.Captured)
                Array.Clear(state);
        });

        await rig.PersistAsync((body, token) => body.WriteAsync(state, token), progress: progress);

        Assert.Equal(expected, (await rig.RestoreAsync()).Value!.State);
    }

    [Fact]
    public async Task Reports_its_borders_in_their_order()
    {
        using var rig = new PipelineRig();
        var kinds = new List<SnapshotProgressKind>();

        await rig.PersistAsync(PipelineRig.Body(300_000), progress: new Spy(report => kinds.Add(report.Kind)));

        Assert.Equal(
            [
                SnapshotProgressKind.Admitted, SnapshotProgressKind.Captured, SnapshotProgressKind.Placed,
                SnapshotProgressKind.Committed, SnapshotProgressKind.CleanedUp,
            ],
            kinds);
    }

    [Trait("Snapshot", "23")]
    [Fact]
    public async Task Ends_with_no_space_when_the_scratch_budget_is_used_up()
    {
        using var rig = new PipelineRig(options => options with { Temp = options.Temp with { MaxTotalBytes = 20 << 20 } });
        var written = 0;

        var outcome = await rig.PersistAsync(async (body, token) =>
        {
            for (; written < 100; written++)
                await body.WriteAsync(new byte[1 << 20], token);
        });

        Assert.Equal(SnapshotStatus.NoSpace, outcome.Status);
        Assert.InRange(written, 1, 40);
        AssertNothingIsLeft(rig);
    }

    private static void AssertNothingIsLeft(PipelineRig rig)
    {
        Assert.Empty(rig.Inner.Names);
        Assert.Equal(0, rig.StateFaults.CallsOf("commit"));
        Assert.Equal(0, rig.Services.Temp.ReservedBytes);
        Assert.Equal(rig.Services.Options.Temp.MaxConcurrentFiles, rig.Services.Temp.FreeSlots);
    }

    private sealed class Spy(Action<SnapshotProgress> seen) : IProgress<SnapshotProgress>
    {
        public void Report(SnapshotProgress value) => seen(value);
    }
}
