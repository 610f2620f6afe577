using MarsDisk.Journal.Faults;

namespace MarsDisk.Simulated.Disks;

public sealed class SimulatedDiskTests
{
    private const int Seeds = 200;
    private const int Sector = 512;

    [Fact]
    public void Synced_bytes_under_a_synced_name_survive_whatever_the_seed()
    {
        foreach (var disk in AfterPowerLoss(disk =>
        {
            Write(disk, "/d/a", Bytes(3000, 1), isSynced: true);
            disk.SyncDirectory("/d");
        }))
        {
            Assert.Equal(Bytes(3000, 1), Read(disk, "/d/a"));
        }
    }

    [Fact]
    public void Bytes_that_were_not_synced_are_lost_or_kept_or_torn_between_sectors()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);

        foreach (var disk in AfterPowerLoss(disk =>
        {
            using var file = disk.Create("/d/a");
            file.Write(Bytes(1000, 1), 0);
            file.Sync();
            file.Write(Bytes(2000, 2), 1000);
            disk.SyncDirectory("/d");
        }))
        {
            var content = Read(disk, "/d/a");
            Assert.InRange(content.Length, 1000, 3000);
            Assert.Equal(Bytes(1000, 1), content[..1000]);
            found.Add(Describe(content[1000..]));
        }

        Assert.Contains("", found, StringComparer.Ordinal);                    // lost
        Assert.Contains("nnnn", found, StringComparer.Ordinal);                // kept
        Assert.Contains("n0n0", found, StringComparer.Ordinal);                // torn: holes
        Assert.Contains("00", found, StringComparer.Ordinal);                  // torn: length without bytes
    }

    [Fact]
    public void An_overwritten_sector_is_the_old_one_or_the_new_one()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);

        foreach (var disk in AfterPowerLoss(disk =>
        {
            using var file = disk.Create("/d/a");
            file.Write(Bytes(2 * Sector, 1), 0);
            file.Sync();
            file.Write(Bytes(2 * Sector, 2), 0);
            disk.SyncDirectory("/d");
        }))
        {
            var content = Read(disk, "/d/a");
            found.Add($"{content[0]}{content[Sector]}");
            Assert.Equal([.. Bytes(Sector, content[0]), .. Bytes(Sector, content[Sector])], content);
        }

        Assert.Equal(["11", "12", "21", "22"], found.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_is_cut_or_whole_or_between()
    {
        var lengths = AfterPowerLoss(disk =>
        {
            using var file = disk.Create("/d/a");
            file.Write(Bytes(1000, 1), 0);
            file.Sync();
            file.SetLength(100);
            disk.SyncDirectory("/d");
        }).Select(disk => Read(disk, "/d/a").Length).ToList();

        Assert.All(lengths, length => Assert.InRange(length, 100, 1000));
        Assert.Contains(100, lengths);
        Assert.Contains(1000, lengths);
    }

    [Fact]
    public void Each_name_that_was_not_synced_is_there_or_not_by_itself()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);

        foreach (var disk in AfterPowerLoss(disk =>
        {
            Write(disk, "/d/deleted", [1], isSynced: true);
            Write(disk, "/d/old", [2], isSynced: true);
            disk.SyncDirectory("/d");
            disk.Delete("/d/deleted");
            disk.Move("/d/old", "/d/new");
            Write(disk, "/d/made", [3], isSynced: true);
        }))
        {
            found.Add(string.Join(' ', disk.List("/d")!.Select(entry => entry.Name)));
        }

        Assert.Equal(
            ["deleted made new", "deleted made old", "deleted new", "deleted old", "made new", "made old", "new", "old"],
            found.Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public void A_rename_over_a_file_leaves_the_old_one_or_the_new_one()
    {
        var found = new HashSet<byte>();

        foreach (var disk in AfterPowerLoss(disk =>
        {
            Write(disk, "/d/a", [1], isSynced: true);
            Write(disk, "/d/b", [2], isSynced: true);
            disk.SyncDirectory("/d");
            disk.Move("/d/b", "/d/a");
        }))
        {
            var content = Read(disk, "/d/a")[0];
            found.Add(content);
            Assert.Equal(content == 1, disk.LengthOf("/d/b") is not null);
        }

        Assert.Equal([(byte)1, (byte)2], found.Order());
    }

    [Fact]
    public void A_name_that_became_durable_takes_those_before_it_along()
    {
        foreach (var disk in AfterPowerLoss(disk =>
        {
            disk.CreateDirectory("/d/tmp");
            disk.SyncDirectory("/d");
            Write(disk, "/d/tmp/aside", [1], isSynced: true);
            disk.Move("/d/tmp/aside", "/d/final");
            disk.SyncDirectory("/d");
        }))
        {
            Assert.Equal([1], Read(disk, "/d/final"));
            Assert.Empty(disk.List("/d/tmp")!);
        }
    }

    [Fact]
    public void A_folder_whose_name_was_not_synced_may_go_with_all_that_is_in_it()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);

        foreach (var disk in AfterPowerLoss(disk =>
        {
            disk.CreateDirectory("/d/e/f");
            Write(disk, "/d/e/f/a", [1], isSynced: true);
            disk.SyncDirectory("/d/e/f");
            disk.SyncDirectory("/d");
        }))
        {
            Assert.NotNull(disk.List("/d/e"));
            found.Add(disk.List("/d/e/f") is null ? "gone" : "there");
            Assert.Equal(disk.List("/d/e/f") is not null, disk.LengthOf("/d/e/f/a") is not null);
        }

        Assert.Equal(["gone", "there"], found.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void What_survived_once_survives_again_and_the_same_seed_tears_alike()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var one = Torn(seed);
            using var other = Torn(seed);
            var first = Read(one, "/d/a");
            Assert.Equal(first, Read(other, "/d/a"));

            one.LosePower(new SeededRandom(seed + 1));

            Assert.Equal(first, Read(one, "/d/a"));
        }
    }

    [Fact]
    public void Locks_and_open_files_die_with_the_power()
    {
        using var disk = new SimulatedDisk();
        var owner = disk.TryLock("/lease")!;
        disk.SyncDirectory("/");
        var refused = disk.TryLock("/lease");

        disk.LosePower(new SeededRandom(1));

        Assert.Null(refused);
        Assert.Throws<ObjectDisposedException>(() => owner.Write([1], 0));
        using var next = disk.TryLock("/lease");
        owner.Dispose();
        Assert.NotNull(next);
        Assert.Null(disk.TryLock("/lease"));
    }

    [Fact]
    public void A_full_disk_takes_what_fits_and_gives_room_back_for_what_is_deleted()
    {
        using var disk = new SimulatedDisk { RoomBytes = 100 };
        using (var file = disk.Create("/a"))
        {
            file.Write(Bytes(60, 1), 0);
            Assert.Equal(28, Assert.Throws<IOException>(() => file.Write(Bytes(60, 2), 60)).HResult);
            Assert.Equal(100, file.Length);
        }
        Assert.Equal(28, Assert.Throws<IOException>(() => disk.Create("/b", reservedBytes: 1)).HResult);

        disk.Delete("/a");

        Assert.Equal(100, disk.FreeBytesAt("/"));
        disk.Create("/b", reservedBytes: 100).Dispose();
    }

    [Fact]
    public void A_call_can_be_made_to_fail_or_to_take_its_time()
    {
        using var memory = new SimulatedDisk();
        var trouble = new NthWriteFailsAndEachSyncTakesASecond(2);
        var disk = new FaultyDisk(memory, trouble);
        using var file = disk.Create("/a");

        file.Write([1], 0);
        file.Sync();
        Assert.Throws<IOException>(() => file.Write([2], 1));
        file.Write([3], 1);
        file.Sync();

        Assert.Equal(TimeSpan.FromSeconds(2), trouble.Elapsed);
        Assert.Equal(2, file.Length);
    }

    private static IEnumerable<SimulatedDisk> AfterPowerLoss(Action<SimulatedDisk> arrange)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var disk = new SimulatedDisk();
            disk.CreateDirectory("/d");
            disk.SyncDirectory("/");
            arrange(disk);
            disk.LosePower(new SeededRandom(seed));
            yield return disk;
        }
    }

    private static SimulatedDisk Torn(int seed)
    {
        var disk = new SimulatedDisk();
        disk.CreateDirectory("/d");
        disk.SyncDirectory("/");
        Write(disk, "/d/a", Bytes(5000, 1), isSynced: false);
        disk.SyncDirectory("/d");
        disk.LosePower(new SeededRandom(seed));
        return disk;
    }

    private static void Write(SimulatedDisk disk, string path, byte[] content, bool isSynced)
    {
        using var file = disk.Create(path);
        file.Write(content, 0);
        if (isSynced)
            file.Sync();
    }

    private static byte[] Read(SimulatedDisk disk, string path)
    {
        using var file = disk.OpenRead(path);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Bytes(int count, byte value) => [.. Enumerable.Repeat(value, count)];

    // One letter for each sector that the bytes behind the first thousand touch: new bytes or zeros.
    private static string Describe(byte[] tail)
    {
        var text = "";
        for (var at = 0; at < tail.Length; at += at == 0 ? (2 * Sector) - 1000 : Sector)
            text += tail[at] == 2 ? 'n' : '0';
        return text.Length > 4 ? text[1..] : text;
    }

    private sealed class NthWriteFailsAndEachSyncTakesASecond(int nth) : IDiskFaults
    {
        private int _writes;

        public TimeSpan Elapsed { get; private set; }

        public void Before(DiskOperation operation, string path)
        {
            if (operation == DiskOperation.Sync)
                Elapsed += TimeSpan.FromSeconds(1);
            if (operation == DiskOperation.Write && ++_writes == nth)
                throw FailPoints.DiskFull(path);
        }
    }
}
