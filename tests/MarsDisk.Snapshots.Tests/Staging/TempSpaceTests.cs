using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.Tests.Staging;

public sealed class TempSpaceTests : IDisposable
{
    private const long Step = ScratchBudget.StepBytes;
    private readonly string _folder = Directory.CreateTempSubdirectory("marsdisk-scratch-").FullName;
    private readonly List<string> _log = [];
    private readonly NativeSnapshotHost _host;

    public TempSpaceTests() => _host = new NativeSnapshotHost((_, _, line, _) => _log.Add(line), singleThreaded: true);

    public void Dispose()
    {
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Trait("Snapshot", "20")]
    [Fact]
    public async Task Lets_the_next_one_wait_for_a_slot_and_go_on_when_one_is_given_back()
    {
        using var space = Space(new SnapshotTempOptions { MaxConcurrentFiles = 1, SlotWait = TimeSpan.FromMinutes(1) });
        var first = await space.TakeSlotAsync(default);
        var second = space.TakeSlotAsync(default).AsTask();
        Assert.False(second.IsCompleted);

        first!.Dispose();

        Assert.NotNull(await second);
    }

    [Trait("Snapshot", "20")]
    [Fact]
    public async Task Gives_no_slot_when_none_becomes_free_in_time()
    {
        using var space = Space(new SnapshotTempOptions { MaxConcurrentFiles = 1, SlotWait = TimeSpan.FromMilliseconds(20) });
        using var first = await space.TakeSlotAsync(default);

        Assert.Null(await space.TakeSlotAsync(default));
    }

    [Trait("Snapshot", "21")]
    [Fact]
    public async Task Counts_a_slot_that_is_given_back_twice_once()
    {
        using var space = Space(new SnapshotTempOptions { MaxConcurrentFiles = 2 });
        var slot = await space.TakeSlotAsync(default);

        slot!.Dispose();
        slot.Dispose();

        Assert.Equal(2, space.FreeSlots);
    }

    [Trait("Snapshot", "22")]
    [Fact]
    public async Task Loses_no_slot_when_the_waiting_is_cancelled()
    {
        using var space = Space(new SnapshotTempOptions { MaxConcurrentFiles = 1, SlotWait = TimeSpan.FromMinutes(1) });
        using var cancel = new CancellationTokenSource();
        var first = await space.TakeSlotAsync(default);
        var second = space.TakeSlotAsync(cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first!.Dispose();
        Assert.Equal(1, space.FreeSlots);
    }

    [Trait("Snapshot", "23")]
    [Fact]
    public async Task Stops_at_the_budget_during_the_write_and_gives_everything_back()
    {
        using var space = Space(new SnapshotTempOptions { MaxTotalBytes = 64L << 20 });
        var block = new byte[1 << 20];
        var written = 0L;

        var error = await Assert.ThrowsAsync<StageException>(async () =>
        {
            await using var stage = space.CreateFile(Guid.NewGuid(), estimate: null);
            for (var i = 0; i < 100; i++, written += block.Length)
                await stage.WriteAsync(block, default);
        });

        Assert.Equal(SnapshotStatus.NoSpace, error.Status);
        Assert.InRange(written, 1, 80L << 20);
        Assert.Equal(0, space.ReservedBytes);
    }

    [Trait("Snapshot", "24")]
    [Fact]
    public void Refuses_a_hopeless_estimate_before_a_file_is_made()
    {
        using var space = Space(new SnapshotTempOptions { MaxTotalBytes = 2 * Step, Anonymous = false });

        var error = Assert.Throws<StageException>(() => space.CreateFile(Guid.NewGuid(), estimate: (2 * Step) + 1));

        Assert.Equal(SnapshotStatus.NoSpace, error.Status);
        Assert.DoesNotContain(Directory.EnumerateFiles(space.DirectoryPath!), name => name.EndsWith(".stage", StringComparison.Ordinal));
        Assert.Equal(0, space.ReservedBytes);
    }

    [Trait("Snapshot", "23")]
    [Fact]
    public void Leaves_the_bytes_free_that_the_device_must_keep()
    {
        var options = new SnapshotTempOptions { Directory = _folder, MinFreeBytes = 100 };
        using var space = new SnapshotTempSpace(options, _host, _ => "ext4", _ => Step + 99);

        var error = Assert.Throws<StageException>(() => space.CreateFile(Guid.NewGuid(), estimate: null));

        Assert.Contains("min-free-bytes", error.Message, StringComparison.Ordinal);
    }

    [Trait("Snapshot", "26")]
    [Fact]
    public void Passes_over_a_directory_in_memory_and_says_so()
    {
        var options = new SnapshotTempOptions { Directory = _folder };
        using var space = new SnapshotTempSpace(options, _host, path => path == _folder ? "tmpfs" : "ext4", _ => long.MaxValue);

        Assert.True(space.TryOpen(out var directory));

        Assert.False(directory.StartsWith(_folder, StringComparison.Ordinal));
        Assert.Contains(_log, line => line.Contains("lies in memory", StringComparison.Ordinal));
    }

    [Trait("Snapshot", "26")]
    [Fact]
    public void Takes_a_directory_in_memory_when_it_is_told_to()
    {
        var options = new SnapshotTempOptions { Directory = _folder, AllowMemoryBackedTemp = true };
        using var space = new SnapshotTempSpace(options, _host, _ => "tmpfs", _ => long.MaxValue);

        Assert.True(space.TryOpen(out var directory));

        Assert.StartsWith(_folder, directory, StringComparison.Ordinal);
    }

    [Trait("Snapshot", "27")]
    [Fact]
    public void Does_not_follow_a_link_that_stands_where_its_root_should_be()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(_folder, "marsdisk-snapshots"), elsewhere);
        using var space = Space(new SnapshotTempOptions());

        Assert.True(space.TryOpen(out _));

        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
    }

    [Trait("Snapshot", "29")]
    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Shows_its_files_to_nobody_else()
    {
        using var space = Space(new SnapshotTempOptions { Anonymous = false });
        await using var stage = space.CreateFile(Guid.NewGuid(), estimate: null);
        var file = Directory.EnumerateFiles(space.DirectoryPath!, "*.stage").Single();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(space.DirectoryPath!).UnixFileMode);
    }

    [Trait("Snapshot", "17")]
    [Fact]
    public async Task Has_files_without_a_name()
    {
        using var space = Space(new SnapshotTempOptions());
        await using var stage = space.CreateFile(Guid.NewGuid(), estimate: null);
        await stage.WriteAsync(new byte[100], default);

        Assert.Empty(Directory.EnumerateFiles(space.DirectoryPath!, "*.stage"));
        Assert.Equal(100, stage.OpenRead().Length);
    }

    [Trait("Snapshot", "18")]
    [Fact]
    public async Task Removes_at_once_what_a_process_that_is_gone_has_left()
    {
        var left = Directory.CreateDirectory(Path.Combine(_folder, "marsdisk-snapshots", new string('a', 32))).FullName;
        await File.WriteAllBytesAsync(Path.Combine(left, "lock"), []);
        await File.WriteAllBytesAsync(Path.Combine(left, "1.stage"), new byte[10]);
        using var space = Space(new SnapshotTempOptions());

        await using var stage = space.CreateFile(Guid.NewGuid(), estimate: null);

        Assert.False(Directory.Exists(left));
    }

    [Trait("Snapshot", "19")]
    [Fact]
    public async Task Leaves_alone_what_a_living_one_holds()
    {
        using var living = Space(new SnapshotTempOptions { Anonymous = false });
        await using var stage = living.CreateFile(Guid.NewGuid(), estimate: null);
        using var other = Space(new SnapshotTempOptions());

        other.Clean();

        Assert.Single(Directory.EnumerateFiles(living.DirectoryPath!, "*.stage"));
    }

    [Trait("Snapshot", "18")]
    [Fact]
    public void Leaves_foreign_directories_in_its_root_alone()
    {
        var foreign = Directory.CreateDirectory(Path.Combine(_folder, "marsdisk-snapshots", "somebody-else")).FullName;
        using var space = Space(new SnapshotTempOptions());

        space.Clean();

        Assert.True(Directory.Exists(foreign));
    }

    [Fact]
    public void Removes_its_own_directory_at_the_end()
    {
        var space = Space(new SnapshotTempOptions());
        Assert.True(space.TryOpen(out var directory));

        space.Dispose();

        Assert.False(Directory.Exists(directory));
    }

    private SnapshotTempSpace Space(SnapshotTempOptions options) =>
        new(options with { Directory = _folder, MinFreeBytes = 0 }, _host, _ => "ext4", _ => long.MaxValue);
}
