using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Storage.Tests.Publishing;

/// <summary>What durability costs: counts, because times on shared machines say little.</summary>
public class SyncTests
{
    [Fact]
    public void A_chunk_costs_one_sync_for_each_file_and_each_of_its_two_folders_and_one_for_the_commit()
    {
        var calls = new CallCounts();
        using var run = new TestRun(calls);
        using var lease = run.Begin();
        using var journal = run.Files.OpenJournal(lease, TestRun.Fingerprint);
        journal.Append(new RunStarted(TestRun.Plan, TestRun.Fingerprint, 1, 0));
        calls.Clear();

        journal.Append(new ChunkPublisher(run.Files, lease).Publish(TestRun.Chunk(0, 10)).Chunk!);

        Assert.Equal(3 + 1, calls[DiskOperation.Sync]);
        Assert.Equal(2, calls[DiskOperation.SyncDirectory]);
        Assert.Equal(3, calls[DiskOperation.Rename]);
        Assert.Equal(3 + 1, calls[DiskOperation.Write]);
    }

    [Fact]
    public void Every_directory_that_a_run_makes_for_itself_gets_a_durable_name()
    {
        var calls = new CallCounts();
        using var run = new TestRun(calls, "deep/down/run");

        using var lease = run.Leases.TryTake(run.Files.Run);

        var above = Path.GetDirectoryName(run.Files.Root)!;
        Assert.Equal(
            [above, Path.GetDirectoryName(above)!, Path.GetDirectoryName(Path.GetDirectoryName(above))!, run.Files.Root],
            calls.SyncedDirectories,
            StringComparer.Ordinal);
    }

    private sealed class CallCounts : IDiskFaults
    {
        private readonly List<(DiskOperation Operation, string Path)> _calls = [];

        public int this[DiskOperation operation] => _calls.Count(call => call.Operation == operation);

        public IEnumerable<string> SyncedDirectories =>
            _calls.Where(call => call.Operation == DiskOperation.SyncDirectory).Select(call => call.Path);

        public void Before(DiskOperation operation, string path) => _calls.Add((operation, path));

        public void Clear() => _calls.Clear();
    }
}
