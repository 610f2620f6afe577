using MarsDisk.Journal.Faults;
using MarsDisk.Journal.Records;

namespace MarsDisk.Simulated.Disks;

/// <summary>A journal that is shortened again and again, on a disk that loses power before any call.</summary>
public sealed class ShortenedJournalTests
{
    private const int Seeds = 400;
    private const int Records = 40;
    private const int KeptRecords = 3;
    private const string Folder = "/data";

    [Fact]
    public void No_stored_record_that_is_still_needed_is_lost_whenever_the_power_goes()
    {
        var losses = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new SeededRandom(seed);
            using var disk = new SimulatedDisk();
            disk.CreateDirectory(Folder);
            disk.SyncDirectory("/");
            var (stored, firstNeeded) = (0L, 1L);
            while (stored < Records)
            {
                try
                {
                    Work(new FaultyDisk(disk, new Power(random.Between(1, 60))), ref stored, ref firstNeeded);
                }
                catch (PowerLostException)
                {
                    disk.LosePower(random);
                    losses++;
                }
            }
        }

        Assert.True(losses > Seeds);
    }

    private static void Work(FaultyDisk disk, ref long stored, ref long firstNeeded)
    {
        using var journal = JournalFile.OpenOwned($"{Folder}/parser.journal", default, disk, mayBeShortened: true);
        var found = journal.Contents.Records;
        Assert.True(journal.LastSequence >= stored, $"{stored} records were stored, {journal.LastSequence} are left.");
        Assert.True(found.Count == 0 || found[0].Sequence <= firstNeeded, $"Record {firstNeeded} is needed, the first is another.");
        Assert.All(found, record => Assert.Equal(BitConverter.GetBytes(record.Sequence), record.Payload.ToArray()));
        stored = journal.LastSequence;           // an append whose sync never returned may have come through
        while (stored < Records)
        {
            journal.Append(stored + 1, "next:1", BitConverter.GetBytes(stored + 1));
            stored++;
            if (stored % KeptRecords == 0)
            {
                firstNeeded = stored;
                journal.DropBefore(firstNeeded);
            }
        }
    }

    private sealed class Power(int calls) : IDiskFaults
    {
        private int _left = calls;

        public void Before(DiskOperation operation, string path)
        {
            if (--_left <= 0)
                throw new PowerLostException();
        }
    }

    private sealed class PowerLostException() : Exception("The power is gone.");
}
