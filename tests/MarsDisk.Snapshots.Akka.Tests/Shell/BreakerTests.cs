namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>A save that outlives the breaker of the runtime.</summary>
public sealed class BreakerTests() : StoreSpec(
    ["circuit-breaker { max-failures = 1, call-timeout = 500ms, reset-timeout = 200ms }", "max-concurrent-saves = 4"])
{
    [Fact]
    [Trait("Snapshot", "128")]
    public void A_save_that_outlives_the_breaker_has_failed_and_is_never_offered()
    {
        // The limit is an error at start, and the deletion behind the failure finds the breaker open.
        EventFilter.Error().Mute(() =>
        {
            var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var (keeper, _) = Open();
            keeper.Tell(new Keep(new TextSource("unwanted") { Until = stuck.Task }), TestActor);
            Assert.StartsWith("not saved: ", Listener.ExpectMsg<string>(), StringComparison.Ordinal);
            stuck.SetResult();
            Close(keeper);

            var (again, offered) = OpenWhenClosed();
            Assert.Null(offered);
            again.Tell(new Keep(new Note("wanted")), TestActor);
            Listener.ExpectMsg("saved");
            Close(again);
            Assert.Equal(new Note("note: wanted"), OpenWhenClosed().Offered);
        });
    }

    // While the breaker is open recoveries fail at once.
    private (IActorRef Keeper, object? Offered) OpenWhenClosed()
    {
        while (true)
        {
            var opened = Open();
            if (opened.Offered is not string)
                return opened;
        }
    }
}
