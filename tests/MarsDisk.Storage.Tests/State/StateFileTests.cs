using MarsDisk.Snapshots.Container;
using MarsDisk.Storage.Publishing;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Tests.State;

public class StateFileTests
{
    [Fact]
    public void Deletes_older_states_while_the_next_chunk_is_being_published()
    {
        using var run = new TestRun();
        var ledger = run.Commit(3);
        new ChunkPublisher(run.Files, new FakeLease()).Publish(TestRun.Chunk(30, 40));

        var deleted = StateFiles.DeleteOlderThanLastTwo(run.Files, ledger);

        Assert.Equal("state/state-000000010.bin", Assert.Single(deleted));
        Assert.Equal(3, Directory.EnumerateFiles(run.Files.State).Count());
    }

    [Fact]
    public void Deletes_nothing_before_there_are_two_states()
    {
        using var run = new TestRun();

        Assert.Empty(StateFiles.DeleteOlderThanLastTwo(run.Files, run.Commit(1)));
    }

    [Fact]
    public void Hands_out_no_state_of_a_damaged_file_even_if_its_reader_stops_early()
    {
        using var run = new TestRun();
        var path = run.Files.PathOf(run.Commit(1).State!.Name);
        var bytes = File.ReadAllBytes(path);
        bytes[^9] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Throws<ContainerException>(() => StateFiles.Read(run.Files, "state/state-000000010.bin", body => body.ReadByte()));
    }

    [Fact]
    public void Refuses_the_state_of_another_run()
    {
        using var run = new TestRun();
        run.Commit(1);
        var other = new Directories.RunDirectory(run.Files.Root, new Journal.Events.RunId("other"));

        var error = Assert.Throws<ContainerException>(() => StateFiles.Read(other, "state/state-000000010.bin", body => body.ReadByte()));

        Assert.Contains("of run 'r', expected 'marsdisk.sim-state' of run 'other'", error.Message, StringComparison.Ordinal);
    }
}
