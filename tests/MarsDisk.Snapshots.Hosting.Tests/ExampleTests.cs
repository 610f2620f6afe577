using MarsDisk.Examples;
using MarsDisk.Snapshots.FileSystem;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.Janitor;
using Microsoft.Extensions.Hosting;

namespace MarsDisk.Snapshots.Hosting.Tests;

/// <summary>The programs of docs/operating/snapshots-in-programs.md do what the page says.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marsdisk-examples-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Totals")]
    [InlineData("InProcess")]
    [InlineData("Hosted")]
    public void A_program_of_the_page_is_one_of_forty_lines_that_is_run_here(string name)
    {
        var pages = Path.Combine(AppContext.BaseDirectory, "Pages");
        var program = File.ReadAllText(Path.Combine(pages, name + ".cs.txt"));

        Assert.Contains($"```csharp\n{program}```", File.ReadAllText(Path.Combine(pages, "snapshots-in-programs.md")), StringComparison.Ordinal);
        Assert.True(program.Split('\n').Length <= 41, name);
    }

    [Fact]
    public async Task A_plain_program_goes_on_from_the_snapshot_of_its_last_life()
    {
        foreach (var life in new[] { 1.0, 2.0, 3.0 })
            Assert.Equal(life, await InProcess.RunAsync(_folder, CancellationToken.None));
    }

    [Fact]
    public async Task A_worker_of_a_host_persists_as_soon_as_the_stores_are_prepared()
    {
        using (var host = Hosted.Build(_folder, ["--snapshots:codec=none"]))
            await host.RunAsync();

        var records = new List<SnapshotStateRecord>();
        await foreach (var record in FileHeadStorage.NewStateStore(new FileStoreOptions { Root = _folder }).ListAsync(null))
            records.Add(record);
        Assert.Equal("hosted", Assert.Single(records, record => !JanitorLease.IsLease(record)).Series.Name);
        Assert.Equal(SnapshotCodec.None, records[0].Payload.Codec);
    }
}
