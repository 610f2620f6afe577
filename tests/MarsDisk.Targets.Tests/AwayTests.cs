using MarsDisk.Processes.Tests.Harness;
using MarsDisk.Targets.Tests.Servers;

namespace MarsDisk.Targets.Tests;

/// <summary>Servers that are not there, or not willing.</summary>
public sealed class AwayTests
{
    [Fact]
    [Trait("Snapshot", "117")]
    public async Task A_server_that_is_down_at_the_start_is_one_warning_and_gets_the_copies_when_it_is_up()
    {
        using var folder = new WorkFolder();
        var target = new PostgreSqlTarget();
        try
        {
            var environment = target.Environment(("upload.attempts", "1"));
            using var program = MarsDiskProgram.Start(folder.Path, Command.Run("run"), environment);
            await program.SaysAsync("Offload of");
            await target.Server.StartAsync();
            var run = await program.EndAsync();
            var verified = await MarsDiskProgram.RunWithAsync(folder, environment, "snapshots", "verify", "run");

            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.True(verified.ExitCode == 0, verified.ToString());
            Assert.Single(run.ErrorLines, line => line.Contains("ffload", StringComparison.Ordinal));
            Traces.AssertSilent(folder, [run, verified], Target.Planted);
        }
        finally
        {
            await target.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("cosmos", "cosmos.endpoint", "cosmos.key")]
    [InlineData("dynamodb", "dynamodb.service-url", "dynamodb.secret-access-key")]
    [Trait("Snapshot", "141")]
    public async Task A_server_that_repeats_what_it_was_sent_is_not_repeated(string kind, string address, string secret)
    {
        using var folder = new WorkFolder();
        using var server = new RepeatingServer();
        (string, string)[] environment =
        [
            .. Offload.To(folder["offload"]), (Target.Variable("state-store"), kind), (Target.Variable(address), server.Address), (Target.Variable(secret), Target.Encoded),
            (Target.Variable("dynamodb.access-key-id"), "any"),
        ];

        var run = await MarsDiskProgram.RunWithAsync(folder, environment, Command.Run("run"));
        var listed = await MarsDiskProgram.RunWithAsync(folder, environment, "snapshots", "list");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(listed.ExitCode == 3, listed.ToString());
        Assert.True(server.Requests > 1);
        Traces.AssertSilent(folder, [run, listed], Target.Planted, Target.Encoded);
    }
}
