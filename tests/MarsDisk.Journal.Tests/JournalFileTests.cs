using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Journal.Files;
using MarsDisk.Journal.Records;

namespace MarsDisk.Journal.Tests;

public sealed class JournalFileTests : IDisposable
{
    private static readonly IRunEvent[] Events = [Examples.Started, Examples.Owner(1), Examples.Chunk(0, 10), Examples.Chunk(10, 20)];

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("run.journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Begins_with_the_golden_header()
    {
        Open().Dispose();

        var golden = File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "Golden", "header.txt")).Trim();
        Assert.Equal(golden, Convert.ToHexStringLower(File.ReadAllBytes(Path)));
    }

    [Fact]
    public void Gives_back_what_was_appended()
    {
        WriteEvents();

        var contents = JournalFile.Read(Path);

        Assert.Equal([1L, 2L, 3L, 4L], contents.Records.Select(record => record.Sequence));
        Assert.Equal(Events, contents.Records.Select(record => record.ToRunEvent()));
        Assert.Equal(20, contents.ToLedger().EndStep);
        Assert.Equal(0, contents.TornBytes);
    }

    [Fact]
    public void Cuts_a_torn_tail_as_owner_and_leaves_it_as_reader_at_every_length()
    {
        WriteEvents();
        var whole = File.ReadAllBytes(Path);
        var ends = RecordEnds(whole);

        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            var expected = ends.Count(end => end <= length);

            var read = JournalFile.Read(Path);
            Assert.Equal(expected, read.Records.Count);
            Assert.Equal(length, new FileInfo(Path).Length);

            using (var owned = Open())
            {
                Assert.Equal(expected, owned.LastSequence);
                Assert.Equal(read.TornBytes, owned.Contents.TornBytes);
                owned.Append(expected + 1, "next:1", [1, 2, 3]);
            }
            Assert.Equal(expected + 1, JournalFile.Read(Path).LastSequence);
        }
    }

    [Fact]
    public void Takes_a_tail_of_zeros_for_a_torn_append()
    {
        WriteEvents();
        File.AppendAllBytes(Path, new byte[100_000]);

        using var owned = Open();

        Assert.Equal(4, owned.LastSequence);
        Assert.Equal(100_000, owned.Contents.TornBytes);
    }

    [Fact]
    public void Never_gives_out_a_changed_record_and_never_cuts_a_committed_one_whatever_byte_flips()
    {
        WriteEvents();
        var whole = File.ReadAllBytes(Path);
        var lastBegin = RecordEnds(whole)[^2];

        for (var offset = 0; offset < whole.Length; offset++)
        {
            var flipped = (byte[])whole.Clone();
            flipped[offset] ^= (byte)(1 << (offset % 8));
            File.WriteAllBytes(Path, flipped);

            if (offset is >= 8 and < 16)                     // fingerprint: compared by whoever opens the run
                Assert.Equal(4, JournalFile.Read(Path).LastSequence);
            else if (offset < lastBegin)
                Assert.Throws<JournalCorruptException>(() => Open());
            else
                Assert.Equal(Events[..3], JournalFile.Read(Path).Records.Select(record => record.ToRunEvent()));
            Assert.Equal(flipped, File.ReadAllBytes(Path));
        }
    }

    [Fact]
    public void Names_offset_and_sequence_of_damage()
    {
        WriteEvents();
        var whole = File.ReadAllBytes(Path);
        var offset = RecordEnds(whole)[0];
        whole[offset + 20] ^= 1;
        File.WriteAllBytes(Path, whole);

        var error = Assert.Throws<JournalCorruptException>(() => JournalFile.Read(Path));

        Assert.Contains($"offset {offset} (sequence 2)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Refuses_a_repeated_sequence_and_a_gap(long second)
    {
        File.WriteAllBytes(Path,
        [
            .. RecordFormat.Header(Examples.Fingerprint),
            .. RecordFormat.Encode(1, "a:1", []),
            .. RecordFormat.Encode(second, "b:1", []),
        ]);

        var error = Assert.Throws<JournalCorruptException>(() => Open());

        Assert.Contains($"has sequence {second}, expected 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_newer_format()
    {
        Open().Dispose();
        var bytes = File.ReadAllBytes(Path);
        bytes[4] = 2;
        File.WriteAllBytes(Path, bytes);

        Assert.Contains("version 2", Assert.Throws<JournalCorruptException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_owner_who_slept_while_another_took_the_run()
    {
        using var sleeper = Open();
        sleeper.Append(Examples.Started);
        sleeper.Append(Examples.Owner(1));
        using (var other = Open())
        {
            other.Append(Examples.Owner(2));
            Assert.False(other.IsOvertaken);
        }
        var length = new FileInfo(Path).Length;

        var error = Assert.Throws<LeaseLostException>(() => sleeper.Append(Examples.Chunk(0, 10)));

        Assert.True(sleeper.IsOvertaken);
        Assert.Contains("epoch 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(length, new FileInfo(Path).Length);
        Assert.Throws<InvalidOperationException>(() => sleeper.Append(Examples.Chunk(0, 10)));
    }

    [Theory]
    [InlineData(DiskOperation.Write)]
    [InlineData(DiskOperation.Sync)]
    public void Accepts_nothing_after_a_failed_append_until_it_is_opened_anew(DiskOperation failing)
    {
        var faults = new FailOnce(failing);
        using (var journal = JournalFile.OpenOwned(Path, Examples.Fingerprint, new FaultyDisk(FileSystemDisk.Instance, faults)))
        {
            journal.Append(Examples.Started);
            faults.IsArmed = true;
            Assert.Throws<IOException>(() => journal.Append(Examples.Owner(1)));
            Assert.Throws<InvalidOperationException>(() => journal.Append(Examples.Owner(1)));
        }

        using var reopened = Open();
        reopened.Append(Examples.Owner(9));

        Assert.Equal(9, reopened.Epoch);
    }

    [Fact]
    public void Lets_readers_look_while_the_owner_writes()
    {
        using var owner = Open();
        owner.Append(Examples.Started);

        var first = JournalFile.Read(Path).LastSequence;
        owner.Append(Examples.Owner(1));

        Assert.Equal(1, first);
        Assert.Equal(2, JournalFile.Read(Path).LastSequence);
    }

    [Fact]
    public void Refuses_an_append_out_of_sequence()
    {
        using var journal = Open();

        Assert.Throws<ArgumentException>(() => journal.Append(2, "a:1", []));
    }

    private JournalFile Open() => JournalFile.OpenOwned(Path, Examples.Fingerprint);

    private void WriteEvents()
    {
        using var journal = Open();
        foreach (var runEvent in Events)
            journal.Append(runEvent);
    }

    private static List<int> RecordEnds(byte[] file)
    {
        var ends = new List<int>();
        for (var offset = RecordFormat.HeaderBytes; offset < file.Length; ends.Add(offset))
            offset += 8 + BitConverter.ToInt32(file, offset);
        return ends;
    }

    private sealed class FailOnce(DiskOperation failing) : IDiskFaults
    {
        public bool IsArmed { get; set; }

        public void Before(DiskOperation operation, string path)
        {
            if (!IsArmed || operation != failing)
                return;
            IsArmed = false;
            throw FailPoints.DiskFull(path);
        }
    }
}
