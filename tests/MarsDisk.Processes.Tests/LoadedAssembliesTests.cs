using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>The command line of one run does not pay for the daemon: what only <c>serve</c> needs is not even loaded.</summary>
public sealed class LoadedAssembliesTests
{
    private static readonly string[] OfDaemon = ["Microsoft.AspNetCore", "Microsoft.Extensions", "Serilog"];

    // A run that waits for room on the disk has done all that a start does.
    private static readonly (string, string) DiskStaysFull = ("MARSDISK_FAILPOINTS", "disk-full:series:1+");

    [Fact]
    public async Task A_run_touches_no_assembly_of_web_server_or_log()
    {
        if (!OperatingSystem.IsLinux())
            return;                                  // other systems do not say what a process has mapped
        using var folder = new WorkFolder();
        using var run = MarsDiskProgram.Start(folder.Path, ["run", MarsDiskProgram.SmallConfiguration, "-o", folder["out"], "--progress", "lines"], DiskStaysFull);
        await run.SaysAsync("waiting: ");

        var loaded = Loaded(run.Id);

        Assert.Contains(loaded, name => name == "MarsDisk.Hosting.dll");
        Assert.DoesNotContain(loaded, name => OfDaemon.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
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
