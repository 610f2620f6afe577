using MarsDisk.Processes.Tests.Harness;
using MarsDisk.Targets.Tests.Servers;

namespace MarsDisk.Targets.Tests;

/// <summary>A run at S3 and DynamoDB.</summary>
public sealed class AmazonTargetTests(AmazonTarget target) : TargetTests(target), IClassFixture<AmazonTarget>;

/// <summary>A run at Azure Blob Storage and Cosmos DB.</summary>
public sealed class AzureTargetTests(AzureTarget target) : TargetTests(target), IClassFixture<AzureTarget>;

/// <summary>A run at PostgreSQL, killed in the middle.</summary>
public sealed class PostgreSqlTargetTests(PostgreSqlTarget target) : TargetTests(target), IClassFixture<PostgreSqlTarget>
{
    private protected override async Task<ProgramEnd> RunAsync(WorkFolder folder, (string, string)[] environment)
    {
        using var program = MarsDiskProgram.Start(folder.Path, Command.Run("run"), [.. environment, ("MARSDISK_FAILPOINTS", "disk-full:series:9+")]);
        await program.SaysAsync("waiting: ");
        await Until.TrueAsync(() => new RunFolder(folder["run"]).Ledger().Offloads.Count > 0, "the first state at the target");
        await program.SignalAsync("KILL");
        return await program.EndAsync();
    }
}

/// <summary>What a run leaves at a target brings it back on a machine with an empty disk.</summary>
public abstract class TargetTests(Target target)
{
    [Fact]
    [Trait("Snapshot", "107")]
    [Trait("Snapshot", "124")]
    public async Task A_run_is_kept_shown_verified_brought_back_and_ends_with_the_same_bytes()
    {
        using var folder = new WorkFolder();
        var environment = target.Environment();
        var expected = await Expected.RunAsync();

        var run = await RunAsync(folder, environment);
        var listed = await MarsDiskProgram.RunWithAsync(folder, environment, "snapshots", "list", "run", "--json");
        var shown = await MarsDiskProgram.RunWithAsync(folder, environment, "snapshots", "show", expected.Id(), "--json");
        var verified = await MarsDiskProgram.RunWithAsync(folder, environment, "snapshots", "verify");
        Directory.Delete(folder["run"], recursive: true);
        var fetched = await MarsDiskProgram.RunWithAsync(folder, environment, "snapshots", "fetch", expected.Id(), "--into", "back");
        Assert.True(fetched.ExitCode == 0, $"{run}\n{listed}\n{fetched}");
        var resumed = await MarsDiskProgram.RunWithAsync(folder, environment, "resume", "back", "--progress", "off");

        Assert.All((ProgramEnd[])[listed, shown, verified, resumed], end => Assert.True(end.ExitCode == 0, end.ToString()));
        Assert.Contains($"\"target\":\"{target.Name}\"", listed.Output, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"object\"", shown.Output, StringComparison.Ordinal);
        new RunFolder(folder["back"]).AssertEquals(expected);
        Traces.AssertSilent(folder, [run, listed, shown, verified, fetched, resumed], Target.Planted, Target.Encoded);
    }

    [Fact]
    [Trait("Snapshot", "141")]
    public async Task Credentials_that_the_server_refuses_are_one_sentence_without_them_and_the_run_goes_on()
    {
        using var folder = new WorkFolder();
        var environment = target.Environment(target.Wrong);

        var run = await MarsDiskProgram.RunWithAsync(folder, environment, Command.Run("run"));

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Single(run.ErrorLines, line => line.StartsWith("the newest state is not at the offload target: ", StringComparison.Ordinal));
        Assert.InRange(run.ErrorLines.Count(line => line.StartsWith("Offload of ", StringComparison.Ordinal)), 0, 1);
        Traces.AssertSilent(folder, [run], Target.Planted, Target.Encoded);
    }

    /// <summary>The run, to its end or not.</summary>
    private protected virtual async Task<ProgramEnd> RunAsync(WorkFolder folder, (string, string)[] environment)
    {
        var end = await MarsDiskProgram.RunWithAsync(folder, environment, Command.Run("run"));
        Assert.True(end.ExitCode == 0, end.ToString());
        return end;
    }
}
