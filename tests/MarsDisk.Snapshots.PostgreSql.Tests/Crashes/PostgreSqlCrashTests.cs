using MarsDisk.Snapshots.PostgreSql.Tests.Servers;
using MarsDisk.Snapshots.Testing.Crashes;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Crashes;

/// <summary>Places where this store differs from others; the whole suite of places runs on files.</summary>
[Collection(SharedServer.Name)]
public sealed class PostgreSqlCrashTests(SharedServer shared) : CrashTests, IAsyncLifetime
{
    private readonly PostgreSqlCrashStores _stores = new();

    protected override ICrashStores Stores => _stores;

    protected override string Place { get; } = $"{shared.Server.ConnectionString}|crash_{Guid.NewGuid():N}";

    protected override int RandomKills => 3;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _stores.CloseAsync();

    // The second reach of commit.before is within the transaction, behind its last statement; the first of commit.after is
    // behind the transaction, before anybody is told.
    [Theory]
    [InlineData("upload.block-n@5", 1)]
    [InlineData("publish.after", 1)]
    [InlineData("commit.before@2", 1)]
    [InlineData("commit.after", 2)]
    [InlineData("retire.mid", 2)]
    [Trait("Snapshot", "60")]
    [Trait("Snapshot", "61")]
    [Trait("Snapshot", "62")]
    [Trait("Snapshot", "63")]
    [Trait("Snapshot", "65")]
    [Trait("Snapshot", "Q16")]
    [Trait("Snapshot", "Q17")]
    public async Task A_persist_that_is_killed_leaves_the_old_or_the_new_and_nothing_else(string place, long newest)
    {
        await PersistFirstAsync();

        var child = await RunAsync($"{place}=kill", "persist", "2", "1", nameof(StagingMode.TempFile));

        Assert.True(child.ExitCode == CrashProcess.Killed, $"{child.ExitCode} {string.Join(' ', child.Lines)} {child.Errors}");
        using var site = Site();
        Assert.Equal(newest, await CheckAsync(site, newest));
        Assert.Equal(SnapshotStatus.Ok, (await site.PersistAsync(3, StagingMode.TempFile)).Status);
        Assert.Equal(3, await CheckAsync(site, 3));
        await AssertCleanAsync(site);
    }
}
