namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>What an actor may hand over, and what it is offered when it recovers.</summary>
public sealed class SavePathTests() : StoreSpec(["max-fallback-bytes = 1KiB"])
{
    [Fact]
    [Trait("Snapshot", "135")]
    public void An_object_goes_through_its_serializer_and_comes_back_in_another_system()
    {
        var (keeper, offered) = Open();
        Assert.Null(offered);
        keeper.Tell(new Keep(new Note("hello")), TestActor);
        Listener.ExpectMsg("saved");

        using var other = NewSystemHere(hasSerializers: true, "max-fallback-bytes = 1KiB");
        var probe = Listener.Ref;
        other.ActorOf(Props.Create(() => new Keeper("keeper", probe)));

        Listener.ExpectMsg(new Note("note: hello"));
        Listener.ExpectMsg("recovered");
    }

    [Fact]
    [Trait("Snapshot", "135")]
    public void Without_the_binding_a_snapshot_is_incompatible()
    {
        var (keeper, _) = Open();
        keeper.Tell(new Keep(new Note("hello")), TestActor);
        Listener.ExpectMsg("saved");

        using var other = NewSystemHere(hasSerializers: false);
        var probe = Listener.Ref;
        other.ActorOf(Props.Create(() => new Keeper("keeper", probe)));

        var failure = Listener.ExpectMsg<string>();
        Assert.StartsWith("recovery failed: Incompatible (decode.type): ", failure, StringComparison.Ordinal);
        Assert.Contains("7301", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_serializer_that_streams_makes_no_array_and_has_no_limit()
    {
        var (keeper, _) = Open();
        keeper.Tell(new Keep(new LongNote("a line of some length")), TestActor);
        Listener.ExpectMsg("saved");
        Close(keeper);

        Assert.Equal(new LongNote("long:note: 1000 times a line of some length"), Open().Offered);
    }

    [Fact]
    [Trait("Snapshot", "131")]
    public void An_object_over_the_limit_is_not_saved_and_nothing_is_stored()
    {
        var (keeper, _) = Open();

        keeper.Tell(new Keep(new Note(new string('x', 1025))), TestActor);

        var failure = Listener.ExpectMsg<string>();
        Assert.StartsWith("not saved: TooLarge (body.toolarge): ", failure, StringComparison.Ordinal);
        Assert.Contains("max-fallback-bytes (1024)", failure, StringComparison.Ordinal);
        Close(keeper);
        Assert.Null(Open().Offered);
        Assert.Empty(BodyFiles());
    }

    [Fact]
    public void A_source_is_streamed_and_read_by_the_sink_of_its_type()
    {
        OffloadSnapshots.FormatsOf(Sys).Add(TextSource.Type, 1, new TextSource.Sink());
        var (keeper, _) = Open();
        keeper.Tell(new Keep(new TextSource(new string('y', 5000))), TestActor);
        Listener.ExpectMsg("saved");
        Close(keeper);

        Assert.Equal(new string('y', 5000), Open().Offered);
    }

    [Fact]
    public void A_source_that_no_sink_reads_fails_the_recovery_and_names_its_type()
    {
        var (keeper, _) = Open();
        keeper.Tell(new Keep(new TextSource("unread")), TestActor);
        Listener.ExpectMsg("saved");
        Close(keeper);

        Assert.Contains("Nothing here reads 'test.text'", (string)Open().Offered!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_deleted_is_not_offered()
    {
        var (keeper, _) = Open();
        keeper.Tell(new Keep(new Note("first")), TestActor);
        Listener.ExpectMsg("saved");
        keeper.Tell(0L, TestActor);
        Listener.ExpectMsg("deleted");
        Close(keeper);

        Assert.Null(Open().Offered);
    }

    [Fact]
    [Trait("Snapshot", "129")]
    public void Of_a_burst_the_last_is_offered()
    {
        for (var burst = 0; burst < 20; burst++)
        {
            var (keeper, _) = Open($"burst-{burst}");
            keeper.Tell(new KeepAll([new Note("0"), new Note("1"), new Note("2"), new Note("3")]), TestActor);
            for (var save = 0; save < 4; save++)
                Listener.ExpectMsg("saved");
            Close(keeper);

            Assert.Equal(new Note("note: 3"), Open($"burst-{burst}").Offered);
        }
    }

    [Fact]
    public void An_object_of_a_sender_in_another_process_is_refused()
    {
        Assert.Null(OffloadSnapshotStore.RefusalOf(isRemote: false));
        Assert.Equal(SnapshotStatus.TooLarge, OffloadSnapshotStore.RefusalOf(isRemote: true)!.Status);
    }

    [Fact]
    public void A_manifest_of_more_than_a_kibibyte_is_refused()
    {
        Assert.Equal("akka:-3:a:b", new ObjectType(-3, "a:b").ToString());
        Assert.Equal(new ObjectType(-3, "a:b"), ObjectType.Parse("akka:-3:a:b"));
        Assert.Null(ObjectType.Parse("marsdisk.sim-state"));
        Assert.Throws<SnapshotStoreException>(() => new ObjectType(1, new string('m', 1024)).ToString());
    }

    [Fact]
    public void A_body_that_was_damaged_fails_the_recovery()
    {
        OffloadSnapshots.FormatsOf(Sys).Add(TextSource.Type, 1, new TextSource.Sink());
        var (keeper, _) = Open();
        var noise = new byte[100_000];
        new Random(1).NextBytes(noise);
        keeper.Tell(new Keep(new TextSource(Convert.ToHexString(noise))), TestActor);
        Listener.ExpectMsg("saved");
        Close(keeper);
        DamageBody();

        EventFilter.Error().Mute(() => Assert.StartsWith("recovery failed: Corrupt", (string)Open().Offered!, StringComparison.Ordinal));
    }

    private void DamageBody()
    {
        var file = Assert.Single(BodyFiles());
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
