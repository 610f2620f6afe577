namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>With <c>offer = handle</c> an actor reads its snapshot itself.</summary>
public sealed class HandleOfferTests() : StoreSpec(["offer = handle", "inline-threshold = 0B"])
{
    [Fact]
    public async Task The_actor_gets_the_metadata_and_opens_the_body()
    {
        var (keeper, _) = Open();
        keeper.Tell(new Keep(new TextSource("paged in")), TestActor);
        Listener.ExpectMsg("saved");
        Close(keeper);

        var offered = Assert.IsType<OffloadedSnapshot>(Open().Offered);

        Assert.Equal((TextSource.Type, 8L, "keeper"), (offered.Handle.PayloadType, offered.Handle.BodyLength, offered.Record.Series.Name));
        for (var time = 0; time < 5; time++)
        {
            await using var body = await offered.OpenBody();
            using var reader = new StreamReader(body);
            Assert.Equal("paged in", await reader.ReadToEndAsync());
        }
    }

    [Fact]
    [Trait("Snapshot", "132")]
    public void The_handle_of_one_snapshot_is_no_snapshot_of_another_actor()
    {
        var (keeper, _) = Open();
        keeper.Tell(new Keep(new TextSource("mine")), TestActor);
        Listener.ExpectMsg("saved");
        Close(keeper);
        var handle = ((OffloadedSnapshot)Open().Offered!).Handle;

        var (thief, _) = Open("thief");
        thief.Tell(new Keep(handle), TestActor);
        Assert.StartsWith("not saved: Conflict", Listener.ExpectMsg<string>(), StringComparison.Ordinal);

        var (owner, _) = Open();
        owner.Tell(new Keep(handle), TestActor);
        Listener.ExpectMsg("saved");
    }
}
