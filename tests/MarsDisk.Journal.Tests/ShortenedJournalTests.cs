using MarsDisk.Journal.Faults;
using MarsDisk.Journal.Files;
using MarsDisk.Journal.Records;

namespace MarsDisk.Journal.Tests;

/// <summary>A journal whose first records nobody needs any more.</summary>
public sealed class ShortenedJournalTests : IDisposable
{
    private const int Records = 10;

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("parser.journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keeps_the_numbers_of_its_records_and_goes_on_behind_them()
    {
        using (var journal = Open())
        {
            Append(journal, Records);
            journal.DropBefore(8);
            Append(journal, 1);
            journal.DropBefore(11);
            Append(journal, 1);
        }

        using var again = Open();

        Assert.Equal([11L, 12L], again.Contents.Records.Select(record => record.Sequence));
        Assert.Equal([11], again.Contents.Records[0].Payload.ToArray());
        Assert.Equal(12, again.LastSequence);
        Assert.False(again.IsStale);
        Assert.Single(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void Its_last_record_stays_because_the_numbers_go_on_from_it()
    {
        using var journal = Open();
        Append(journal, Records);

        Assert.Throws<ArgumentOutOfRangeException>(() => journal.DropBefore(Records + 1));
        journal.DropBefore(Records);

        Assert.Equal(Records, Open().LastSequence);
    }

    [Theory]
    [InlineData(DiskOperation.Write)]
    [InlineData(DiskOperation.Rename)]
    public void Keeps_every_record_when_the_disk_refuses_the_shorter_one_and_takes_more(DiskOperation refused)
    {
        var faults = new Refusal(refused);
        using (var journal = JournalFile.OpenOwned(Path, default, new FaultyDisk(FileSystemDisk.Instance, faults), mayBeShortened: true))
        {
            Append(journal, Records);
            faults.IsOn = true;
            Assert.Throws<IOException>(() => journal.DropBefore(8));
            faults.IsOn = false;
            Append(journal, 1);
        }

        using var again = Open();

        Assert.Equal(Records + 1, again.Contents.Records.Count);
        Assert.Single(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void Takes_nothing_more_when_nobody_knows_which_of_the_two_files_a_power_loss_leaves()
    {
        var faults = new Refusal(DiskOperation.SyncDirectory);
        using var journal = JournalFile.OpenOwned(Path, default, new FaultyDisk(FileSystemDisk.Instance, faults), mayBeShortened: true);
        Append(journal, Records);

        faults.IsOn = true;
        Assert.Throws<IOException>(() => journal.DropBefore(8));
        faults.IsOn = false;

        Assert.Throws<InvalidOperationException>(() => Append(journal, 1));
        Assert.True(journal.IsStale);
    }

    [Fact]
    public void The_journal_of_a_run_keeps_every_record_and_a_lost_beginning_is_damage()
    {
        using (var journal = Open())
        {
            Append(journal, Records);
            journal.DropBefore(8);
        }

        var damage = Assert.Throws<JournalCorruptException>(() => JournalFile.OpenOwned(Path, default));
        File.Delete(Path);
        using var run = JournalFile.OpenOwned(Path, default);
        run.Append(1, "next:1", [1]);

        Assert.Contains("has sequence 8, expected 1", damage.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => run.DropBefore(1));
    }

    private static void Append(JournalFile journal, int count)
    {
        for (var number = 0; number < count; number++)
            journal.Append(journal.LastSequence + 1, "next:1", [(byte)(journal.LastSequence + 1)]);
    }

    private JournalFile Open() => JournalFile.OpenOwned(Path, default, mayBeShortened: true);

    private sealed class Refusal(DiskOperation refused) : IDiskFaults
    {
        public bool IsOn { get; set; }

        public void Before(DiskOperation operation, string path)
        {
            if (IsOn && operation == refused)
                throw new IOException("refused");
        }
    }
}
