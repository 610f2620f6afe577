using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>A run that is killed while it is offloaded, and goes on on a machine with an empty disk.</summary>
public sealed class OffloadedRunTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    [Fact]
    [Trait("Snapshot", "124")]
    public async Task A_run_that_is_killed_while_it_is_offloaded_goes_on_from_the_target_alone_and_ends_with_the_same_bytes()
    {
        using var folder = new WorkFolder();
        var offload = Offload.To(folder["offload"]);
        var journal = Path.Combine(folder["offload"], Offload.HeadOf(undisturbed.Run.Id(), "journal/run.journal", "marsdisk.run-file"));
        using (var program = MarsDiskProgram.Start(folder.Path, Command.Run("run"), [.. offload, ("MARSDISK_FAILPOINTS", "disk-full:series:20+")]))
        {
            await program.SaysAsync("waiting: ");             // it lives until it is killed, however slow the look at the target is
            while (!File.Exists(journal))
                await Task.Delay(TimeSpan.FromMilliseconds(2));
            await program.SignalAsync("KILL");
            await program.EndAsync();
        }
        Directory.Delete(folder["run"], recursive: true);

        var fetched = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "fetch", undisturbed.Run.Id(), "--into", "back");
        Assert.True(fetched.ExitCode == 0, fetched.ToString());
        var committed = new RunFolder(folder["back"]).Ledger();
        var ended = await MarsDiskProgram.RunWithAsync(folder, offload, "resume", "back", "--progress", "off");

        Assert.True(committed.EndStep > 0);
        Assert.Null(committed.Outcome);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["back"]).AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_finished_run_is_kept_to_its_last_state_and_each_command_says_so()
    {
        using var folder = new WorkFolder();
        var offload = Offload.To(folder["offload"]);
        var ended = await MarsDiskProgram.RunWithAsync(folder, offload, Command.Run("run"));
        Assert.True(ended.ExitCode == 0, ended.ToString());
        var ledger = new RunFolder(folder["run"]).Ledger();
        var state = Path.Combine(folder["run"], ledger.State!.Name);

        var listed = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "list", "run", "--json");
        var shown = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "show", undisturbed.Run.Id(), "--json");
        var verified = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "verify");
        var fetched = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "fetch", undisturbed.Run.Id(), "--to", "state.bin");
        var counted = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "gc");
        var cleaned = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "gc", "--delete");

        Assert.Contains($"\"step\":{ledger.EndStep}", listed.Output, StringComparison.Ordinal);
        Assert.Contains($"\"step\":{ledger.EndStep},\"marker\":\"", shown.Output, StringComparison.Ordinal);
        Assert.StartsWith("ok", verified.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(state), File.ReadAllBytes(folder["state.bin"]));
        Assert.All((ProgramEnd[])[listed, shown, verified, fetched, counted, cleaned], end => Assert.True(end.ExitCode == 0, end.ToString()));
    }

    [Fact]
    public async Task A_run_that_ended_while_its_target_was_away_is_offered_again_by_resume()
    {
        using var folder = new WorkFolder();
        var offload = Offload.To(folder["offload"]);
        await File.WriteAllTextAsync(folder["offload"], "in the way");
        var ended = await MarsDiskProgram.RunWithAsync(folder, [.. offload, ("MARSDISK__SNAPSHOT_IO__DRAIN", "500 ms")], Command.Run("run"));
        File.Delete(folder["offload"]);

        var offered = await MarsDiskProgram.RunWithAsync(folder, offload, "resume", "run", "--progress", "off");
        var fetched = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "fetch", undisturbed.Run.Id(), "--into", "back");

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Contains("marsdisk resume DIR offers it again", ended.Errors, StringComparison.Ordinal);
        Assert.True(offered.ExitCode == 0, offered.ToString());
        Assert.DoesNotContain("offload target", offered.Errors, StringComparison.Ordinal);
        Assert.True(fetched.ExitCode == 0, fetched.ToString());
        var back = await MarsDiskProgram.RunWithAsync(folder, [], "resume", "back", "--progress", "off");
        Assert.True(back.ExitCode == 0, back.ToString());
        new RunFolder(folder["back"]).AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task Damage_at_the_target_is_a_difference_and_is_not_fetched()
    {
        using var folder = new WorkFolder();
        var offload = Offload.To(folder["offload"]);
        await MarsDiskProgram.RunWithAsync(folder, offload, Command.Run("run"));
        foreach (var path in Directory.EnumerateFiles(folder["offload"], "*1207-*.mdsnap", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(path, bytes);
        }

        var verified = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "verify");
        var fetched = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "fetch", undisturbed.Run.Id(), "--into", "back");

        Assert.True(verified.ExitCode == 6, verified.ToString());
        Assert.True(fetched.ExitCode == 5, fetched.ToString());
        Assert.False(File.Exists(Path.Combine(folder["back"], "run.json")));
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_in_a_sentence_with_its_own_code()
    {
        using var folder = new WorkFolder();
        var offload = Offload.To(folder["offload"]);
        await MarsDiskProgram.RunWithAsync(folder, offload, Command.Run("run"));
        await File.WriteAllTextAsync(folder["taken"], "");

        foreach (var (code, sentence, command) in ((int, string, string[])[])[
            (2, "the id of the run is empty", ["show", ""]),
            (2, "give either --into DIR or --to FILE", ["fetch", "run"]),
            (2, "--step and --name choose one state", ["fetch", "run", "--into", "back", "--step", "1"]),
            (2, "taken is a file; name a directory", ["fetch", "run", "--into", "taken"]),
            (2, "taken exists; nothing was changed", ["fetch", "run", "--to", "taken"]),
            (2, "run is a directory; name a file", ["fetch", "run", "--to", "run"]),
            (3, "keeps nothing of a run zzz", ["list", "zzz"]),
            (3, "is not complete: ", ["fetch", "run", "--to", "taken/state.bin"])])
        {
            var end = await MarsDiskProgram.RunWithAsync(folder, offload, ["snapshots", .. command]);
            Assert.True(end.ExitCode == code && end.Errors.Contains(sentence, StringComparison.Ordinal), $"snapshots {string.Join(' ', command)}: {end}");
        }
        var absent = await MarsDiskProgram.RunWithAsync(folder, Offload.To(folder["nowhere"]), "snapshots", "gc", "--delete");
        Assert.Equal((3, 2), (absent.ExitCode, absent.ErrorLines.Count));
        Assert.StartsWith("the offload target cannot be read: ", absent.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "list")]
    [InlineData(2, "gc", "--delete")]
    public async Task Without_a_target_a_command_says_how_to_name_one(int code, params string[] command)
    {
        using var folder = new WorkFolder();

        var end = await MarsDiskProgram.RunAsync(folder, ["snapshots", .. command]);

        Assert.Equal(code, end.ExitCode);
        Assert.Contains("marsdisk.snapshot-io.blob-store", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_of_store_that_does_not_exist_is_an_error_that_names_those_that_do()
    {
        using var folder = new WorkFolder();
        var end = await MarsDiskProgram.RunWithAsync(
            folder, [.. Offload.To(folder["offload"])[1..], ("MARSDISK__SNAPSHOT_IO__BLOB_STORE", "tape")], Command.Run("run"));

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("marsdisk.snapshot-io.blob-store is \"tape\"; there are: file, postgresql, azure-blob, s3.", end.Errors, StringComparison.Ordinal);
    }
}
