namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>What is said when the store starts.</summary>
public sealed class StartTests() : StoreSpec([], ["recovery-event-timeout = 7s"])
{
    [Fact]
    [Trait("Snapshot", "133")]
    public void A_recovery_time_that_no_load_keeps_is_an_error_that_names_both_values()
    {
        EventFilter.Error(contains: "recovery-event-timeout of the journal is 7 s").ExpectOne(() => Open());
    }
}

/// <summary>A store that cannot start.</summary>
public sealed class MistypedKeyTests() : StoreSpec(["max-falback-bytes = 1KiB"])
{
    [Fact]
    [Trait("Snapshot", "136")]
    public void A_mistyped_key_ends_the_start_and_is_named()
    {
        var listener = Listener.Ref;
        // What the actor asks of the store that is not there gets lost; behind the error, so that it is waited for, too.
        EventFilter.DeadLetter().ExpectOne(() => EventFilter
            .Error(contains: "max-falback-bytes is not a setting of the plugin. Did you mean max-fallback-bytes?")
            .ExpectOne(() => ActorOf(Props.Create(() => new Keeper("keeper", listener)))));
    }
}

/// <summary>A snapshot that may be missing.</summary>
public sealed class OptionalSnapshotTests() : StoreSpec(["snapshot-is-optional = on", "i-know-events-are-complete = on"])
{
    [Fact]
    public void An_actor_recovers_from_its_events_alone_when_its_snapshot_cannot_be_loaded()
    {
        var (keeper, _) = Open();
        keeper.Tell(new Keep(new TextSource("nobody reads this")), TestActor);
        Listener.ExpectMsg("saved");
        Close(keeper);

        Assert.Null(Open().Offered);
    }
}
