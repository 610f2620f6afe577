using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>The command line of one run does not pay for the daemon: what only <c>serve</c> needs is not even loaded.</summary>
public sealed class LoadedAssembliesTests
{
    private static readonly string[] OfDaemon = ["Microsoft.AspNetCore", "Microsoft.Extensions", "Serilog"];

    private static readonly string[] OfStores =
    [
        "AWSSDK", "Azure.", "Microsoft.Azure", "Newtonsoft", "Npgsql",
        "MarsDisk.Snapshots.AzureBlob", "MarsDisk.Snapshots.Cosmos", "MarsDisk.Snapshots.DynamoDb", "MarsDisk.Snapshots.PostgreSql", "MarsDisk.Snapshots.S3",
    ];

    // A run that waits for room on the disk has done all that a start does.
    private static readonly (string, string) DiskStaysFull = ("MARSDISK_FAILPOINTS", "disk-full:series:1+");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_touches_no_assembly_of_web_server_or_log_nor_of_a_store_that_is_not_named(bool hasTarget)
    {
        if (!OperatingSystem.IsLinux())
            return;                                  // other systems do not say what a process has mapped
        using var folder = new WorkFolder();
        (string, string)[] target = hasTarget ? Offload.To(folder["offload"]) : [];
        using var run = MarsDiskProgram.Start(folder.Path, Command.Run("out"), [.. target, DiskStaysFull]);
        await run.SaysAsync("waiting: ");

        var loaded = Loaded(run.Id);

        Assert.Contains(loaded, name => name == "MarsDisk.Hosting.dll");
        Assert.Equal(hasTarget, loaded.Contains("MarsDisk.Snapshots.FileSystem.dll"));
        Assert.DoesNotContain(loaded, name => OfDaemon.Concat(OfStores).Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_daemon_does_and_so_the_look_at_a_process_finds_them()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new Serve.DaemonFolder();
        using var daemon = await folder.StartAsync();

        var loaded = Loaded(daemon.Id);

        Assert.All(OfDaemon, prefix => Assert.Contains(loaded, name => name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    private static HashSet<string> Loaded(int process) => File.ReadAllLines($"/proc/{process}/maps")
        .Select(line => Path.GetFileName(line[(line.LastIndexOf(' ') + 1)..])).Where(name => name.EndsWith(".dll", StringComparison.Ordinal))
        .ToHashSet(StringComparer.Ordinal);
}
