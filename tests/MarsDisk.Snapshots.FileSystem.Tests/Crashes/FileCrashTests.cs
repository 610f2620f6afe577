using MarsDisk.Snapshots.Testing.Crashes;

namespace MarsDisk.Snapshots.FileSystem.Tests.Crashes;

public sealed class FileCrashTests : CrashSuite
{
    private readonly TestFolder _folder = new();

    protected override ICrashStores Stores { get; } = new FileCrashStores();

    protected override string Place => _folder.Root;

    protected override bool AdoptsLocalFiles => true;

    [Fact]
    [Trait("Snapshot", "59")]
    [Trait("Snapshot", "19")]
    public async Task A_part_of_a_living_writer_in_another_process_is_never_removed()
    {
        using var site = Site();
        await site.Blobs.EnsureAsync();
        using var child = CrashProcess.Start(typeof(FileCrashTests).Assembly.Location, null, "hold", Place, _folder.Path);
        Assert.Equal("holding", await child.StandardOutput.ReadLineAsync());

        var cleaned = await site.Blobs.AbortStaleUploadsAsync("", TimeSpan.Zero);
        var hidden = Hidden();
        await child.StandardInput.WriteLineAsync();
        var published = await child.StandardOutput.ReadLineAsync();
        await child.WaitForExitAsync();

        Assert.Equal(0, cleaned.Value);
        Assert.Single(hidden);
        Assert.Equal("published Ok", published);
        Assert.Empty(Hidden());
    }

    [Fact]
    [Trait("Snapshot", "59")]
    public async Task A_part_of_a_dead_writer_is_removed_at_once()
    {
        using var site = Site();
        await site.Blobs.EnsureAsync();
        using var child = CrashProcess.Start(typeof(FileCrashTests).Assembly.Location, null, "hold", Place, _folder.Path);
        Assert.Equal("holding", await child.StandardOutput.ReadLineAsync());
        child.Kill();
        await child.WaitForExitAsync();

        var cleaned = await site.Blobs.AbortStaleUploadsAsync("", TimeSpan.FromDays(2));

        Assert.Equal(1, cleaned.Value);
        Assert.Empty(Hidden());
    }

    protected override Task AssertNothingHiddenAsync()
    {
        Assert.Empty(Hidden());
        return Task.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    private IEnumerable<string> Hidden() => _folder.Files().Where(name => name.EndsWith(StoreFolder.PartEnding, StringComparison.Ordinal));
}
