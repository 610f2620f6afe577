using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Snapshots.Container;
using MarsDisk.Storage.Publishing;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Tests.Publishing;

public class ChunkPublisherTests
{
    [Fact]
    public void Publishes_tables_and_state_with_their_sizes_and_hashes()
    {
        using var run = new TestRun();
        using var lease = run.Begin();

        var chunk = new ChunkPublisher(run.Files, lease).Publish(TestRun.Chunk(0, 10)).Chunk!;

        Assert.Equal(
            ["series/run_chunk_000000000_000000009.parquet", "series/psd_hist_chunk_000000000_000000009.parquet"],
            chunk.Tables.Select(table => table.Name),
            StringComparer.Ordinal);
        Assert.Equal(new StepRange(0, 10), chunk.Steps);
        Assert.All(chunk.Tables, table => AssertFile(run, table.Name, table.Bytes, table.Sha256));
        AssertFile(run, "state/state-000000010.bin", chunk.State.Bytes, chunk.State.Sha256);
        Assert.Empty(Directory.EnumerateFiles(run.Files.Tmp));
    }

    [Fact]
    public void Gives_equal_bytes_to_equal_chunks()
    {
        using var one = new TestRun();
        using var other = new TestRun();

        Assert.Equal(one.Commit(2).Committed, other.Commit(2).Committed);
    }

    [Fact]
    public void Wraps_the_state_in_a_container_that_says_whose_it_is()
    {
        using var run = new TestRun();
        var ledger = run.Commit(1);

        using var file = File.OpenRead(run.Files.PathOf(ledger.State!.Name));
        using var container = new ContainerReadStream(file);

        Assert.Equal(
            ("r", "marsdisk.sim-state", "marsdisk.sim-state", "marsdisk.sim-state", 10L, "000000000_000000009"),
            (container.Header.Scope, container.Header.PayloadType, container.Header.Name, container.Header.SchemaTag,
                container.Header.Sequence, container.Header.Marker));
        Assert.Equal("state 10", StateFiles.Read(run.Files, ledger.State.Name, body => new StreamReader(body).ReadToEnd()));
    }

    [Fact]
    public void Leaves_nothing_wrong_whichever_disk_call_fails_and_succeeds_when_repeated()
    {
        var faults = new NthCallFails(FailPoints.DiskFull);
        using var run = new TestRun(faults);
        using var lease = run.Begin();
        var publisher = new ChunkPublisher(run.Files, lease);
        faults.Restart(failing: 0);
        var expected = publisher.Publish(TestRun.Chunk(0, 10)).Chunk!;
        var calls = faults.Calls;
        var contents = run.PublishedNames().ToDictionary(name => name, name => File.ReadAllBytes(run.Files.PathOf(name)), StringComparer.Ordinal);

        Assert.InRange(calls, 11, 30);
        for (var failing = 1; failing <= calls; failing++)
        {
            foreach (var name in contents.Keys)
                File.Delete(run.Files.PathOf(name));
            faults.Restart(failing);

            var refused = publisher.Publish(TestRun.Chunk(0, 10));

            Assert.Null(refused.Chunk);
            Assert.Equal(PublishErrorKind.DiskFull, refused.Error!.Kind);
            Assert.Empty(Directory.EnumerateFiles(run.Files.Tmp));
            Assert.All(run.PublishedNames(), name => Assert.Equal(contents[name], File.ReadAllBytes(run.Files.PathOf(name))));
            Assert.Equal(expected, publisher.Publish(TestRun.Chunk(0, 10)).Chunk);
        }
    }

    [Fact]
    public void Names_the_file_and_the_free_space_when_the_disk_is_full()
    {
        using var run = new TestRun(FailPoints.Parse("disk-full:series:2"));
        using var lease = run.Begin();

        var error = new ChunkPublisher(run.Files, lease).Publish(TestRun.Chunk(0, 10)).Error!;

        Assert.Matches(@"^The disk is full: series/psd_hist_chunk_000000000_000000009\.parquet was not written, [0-9.]+ MB free at ", error.Message);
        Assert.Empty(run.PublishedNames());
    }

    [Fact]
    public void Calls_a_forbidden_rename_unwritable_and_a_failed_sync_something_else()
    {
        Assert.Equal(PublishErrorKind.Unwritable, KindOf("rename-error:series:1"));
        Assert.Equal(PublishErrorKind.Other, KindOf("sync-error:state:1"));
    }

    [Fact]
    public void Calls_a_missing_folder_unwritable()
    {
        using var run = new TestRun();
        using var lease = run.Begin();
        Directory.Delete(run.Files.Series);

        var error = new ChunkPublisher(run.Files, lease).Publish(TestRun.Chunk(0, 10)).Error!;

        Assert.Equal(PublishErrorKind.Unwritable, error.Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Renames_no_file_once_the_lease_is_lost(int heldTimes)
    {
        using var run = new TestRun();
        run.Begin().Dispose();

        var error = new ChunkPublisher(run.Files, new FakeLease(1 + heldTimes)).Publish(TestRun.Chunk(0, 10)).Error!;

        Assert.Equal(PublishErrorKind.LeaseLost, error.Kind);
        Assert.Equal(heldTimes, run.PublishedNames().Count);
        Assert.Empty(Directory.EnumerateFiles(run.Files.Tmp));
    }

    [Fact]
    public void Lets_a_fault_of_the_encoder_through_and_cleans_up()
    {
        using var run = new TestRun();
        using var lease = run.Begin();
        var broken = TestRun.Chunk(0, 10) with { WriteState = _ => throw new InvalidOperationException("law broken") };

        Assert.Throws<InvalidOperationException>(() => new ChunkPublisher(run.Files, lease).Publish(broken));

        Assert.Empty(run.PublishedNames());
        Assert.Empty(Directory.EnumerateFiles(run.Files.Tmp));
    }

    private static PublishErrorKind KindOf(string fault)
    {
        using var run = new TestRun(FailPoints.Parse(fault));
        using var lease = run.Begin();
        return new ChunkPublisher(run.Files, lease).Publish(TestRun.Chunk(0, 10)).Error!.Kind;
    }

    private static void AssertFile(TestRun run, string name, long bytes, ContentHash sha256)
    {
        var content = File.ReadAllBytes(run.Files.PathOf(name));
        Assert.Equal((content.Length, ContentHash.Of(content)), (bytes, sha256));
    }
}
