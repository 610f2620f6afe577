namespace MarsDisk.Snapshots.Boundary.Tests.Hosts;

/// <summary>The host of these tests notices what it is for.</summary>
public sealed class OneThreadTests
{
    [Fact]
    public void Whoever_goes_on_elsewhere_is_found() => Assert.Throws<InvalidOperationException>(() => OneThread.Run(async host =>
    {
        await Task.Yield();
        host.Here(true);
    }));

    [Fact]
    public void Whoever_asks_for_another_thread_is_found() => Assert.Throws<InvalidOperationException>(() => OneThread.Run(host =>
        Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.None, host.IoScheduler)));

    [Fact]
    public void Pauses_take_no_time()
    {
        var turns = new List<int>();
        OneThread.Run(async host =>
        {
            var late = LateAsync(host, turns);
            turns.Add(1);
            await late;
        });

        Assert.Equal([1, 2], turns);
    }

    private static async Task LateAsync(BareHost host, List<int> turns)
    {
        await Task.Delay(TimeSpan.FromDays(1), host.Time);
        host.Here(turns).Add(2);
    }
}
