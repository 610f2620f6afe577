using System.Net.Sockets;
using System.Text;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>Senders that lose their connection or their daemon and come back, and one that sends more than is wanted.</summary>
public sealed class ReturningSenderTests
{
    private const string Ended = "\"state\":\"ended\"";
    private const string Well = "\"exit_code\":0";

    [Fact]
    [Trait("Item", "118")]
    public async Task A_daemon_that_is_killed_again_and_again_ends_with_the_bytes_of_an_undisturbed_scenario()
    {
        using var here = await UndisturbedAsync();
        using var folder = new ScenarioFolder();
        var id = "";
        foreach (var cut in (int[])[1, 70, 130, 190, 260, folder.Text.Length - 6])
        {
            using var daemon = await folder.StartAsync();
            var (sender, greeting) = await folder.ConnectAsync();
            // Before its first unit is kept a scenario has nothing to go on with, and the sender begins another one.
            id = greeting[2];
            await sender.SendAsync(folder.Text.AsMemory(ScenarioFolder.Offset(greeting)..cut));
            await folder.UntilAsync(id, $"\"offset\":{cut}");
            daemon.Kill();
            await daemon.EndAsync();
            sender.Dispose();
        }

        using var last = await folder.StartAsync();
        var (rest, resumed) = await folder.ConnectAsync();
        await rest.SendAsync(folder.Text.AsMemory(ScenarioFolder.Offset(resumed)));
        rest.Shutdown(SocketShutdown.Send);
        await folder.UntilAsync(id, Ended);
        rest.Dispose();

        Assert.Equal(id, resumed[2]);
        Assert.Contains(Well, await folder.StatusAsync(id), StringComparison.Ordinal);
        AssertSame(here.Run, folder.Run);
    }

    [Fact]
    [Trait("Item", "124")]
    public async Task A_sender_that_begins_again_at_its_first_byte_is_compared_and_its_scenario_goes_on()
    {
        using var here = await UndisturbedAsync();
        using var folder = new ScenarioFolder();
        using var daemon = await folder.StartAsync();
        var (first, begun) = await folder.ConnectAsync();
        await first.SendAsync(folder.Text.AsMemory(0, 150));
        await folder.UntilAsync(begun[2], "\"offset\":150");
        first.Dispose();

        var (second, lost) = await folder.ConnectAsync();
        await second.SendAsync(folder.Text.AsMemory(0, 210));
        await folder.UntilAsync(begun[2], "\"offset\":210");
        daemon.Kill();
        await daemon.EndAsync();
        second.Dispose();
        using var next = await folder.StartAsync();
        var (third, killed) = await folder.ConnectAsync();
        await third.SendAsync(folder.Text);
        third.Shutdown(SocketShutdown.Send);
        await folder.UntilAsync(begun[2], Ended);
        third.Dispose();

        Assert.Equal((begun[2], "150"), (lost[2], lost[3]));
        Assert.Equal(begun[2], killed[2]);
        Assert.Contains(Well, await folder.StatusAsync(begun[2]), StringComparison.Ordinal);
        AssertSame(here.Run, folder.Run);
    }

    [Fact]
    [Trait("Item", "124")]
    public async Task A_sender_that_begins_again_with_another_scenario_is_refused()
    {
        using var folder = new ScenarioFolder();
        using var daemon = await folder.StartAsync();
        var (first, begun) = await folder.ConnectAsync();
        await first.SendAsync(folder.Text.AsMemory(0, 150));
        await folder.UntilAsync(begun[2], "\"offset\":150");
        first.Dispose();

        var (second, _) = await folder.ConnectAsync();
        var other = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(folder.Text).Replace("1006 steps", "1007 steps", StringComparison.Ordinal));
        await second.SendAsync(other);
        await folder.UntilAsync(begun[2], Ended);
        second.Dispose();

        Assert.Contains("\"exit_code\":5", await folder.StatusAsync(begun[2]), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "115")]
    public async Task A_run_that_is_held_stops_its_sender_within_the_window()
    {
        const int offered = 64 << 20;
        const int takenMax = 12 << 20;
        using var folder = new ScenarioFolder();
        using var daemon = await folder.StartAsync();
        var (sender, _) = await folder.ConnectAsync();
        await sender.SendAsync(Encoding.UTF8.GetBytes(
            "scenario \"held\" version 1\nconfig from \"small.yml\"\nrun \"held\" {\n  until = 0.4 orbit\n  output = \"out/held\"\n"
            + "  drive (time: s, radiation.TM_K: K) linear extrapolate hold {\n    0 4000\n    at 60 s pause\n"));

        var taken = 0L;
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("# a comment between the rows of a driver, as long as some rows\n", 1000)));
        for (var row = 0; taken < offered && await TakesAsync(sender, [.. Rows(row), .. piece]); row++)
            taken += piece.Length;
        sender.Dispose();

        Assert.InRange(taken, 1, takenMax);

        // So many rows that batches are full: comments alone would never need the coordinator.
        static byte[] Rows(int index) => Encoding.UTF8.GetBytes(string.Concat(
            Enumerable.Range(index * 4096, 4096).Select(row => FormattableString.Invariant($"{100 + row * 0.001:0.000} 4000\n"))));
    }

    private static async Task<bool> TakesAsync(Socket sender, byte[] bytes)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await sender.SendAsync(bytes, patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<ScenarioFolder> UndisturbedAsync()
    {
        var here = new ScenarioFolder();
        var local = await here.Daemon.TellAsync("scenario", "run", "--local", here.FilePath);
        Assert.True(local.ExitCode == 0, local.ToString());
        return here;
    }

    private static void AssertSame(RunFolder expected, RunFolder found)
    {
        // Where the scenario stood is in the summary, and it stood elsewhere.
        static Dictionary<string, string> Files(RunFolder run) => run.SharedFiles().Where(file => file.Key != "summary.json")
            .ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);

        Assert.Equal(Files(expected), Files(found));
        found.AssertTidy();
    }
}
