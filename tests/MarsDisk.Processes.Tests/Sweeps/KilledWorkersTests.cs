using MarsDisk.Processes.Tests.Harness;

using Xunit.Abstractions;

namespace MarsDisk.Processes.Tests.Sweeps;

/// <summary>A sweep on three workers, any of which is killed at any moment and started again.</summary>
public sealed class KilledWorkersTests(UndisturbedSweep undisturbed, ITestOutputHelper output) : IClassFixture<UndisturbedSweep>
{
    private const int Seed = 20263;
    private const int Workers = 3;
    private const int Kills = 30;
    private const int FinishedBetweenKills = 3;

    [Fact]
    public async Task Thirty_kills_on_three_workers_leave_a_hundred_runs_with_the_bytes_of_an_undisturbed_sweep()
    {
        using var folder = new WorkFolder();
        var random = new Random(Seed);
        var planned = await MarsDiskProgram.RunAsync(folder, "sweep", "plan", MarsDiskProgram.DataFile("hundred.yml"), "-o", "hundred");
        Assert.True(planned.ExitCode == 0, planned.ToString());
        var sweep = new SweepFolder(folder["hundred"]);
        var workers = Enumerable.Range(0, Workers).Select(number => StartWorker(folder, number)).ToArray();

        try
        {
            for (var kill = 0; kill < Kills; kill++)
                await KillOneAsync(folder, sweep, workers, kill, random);
            foreach (var worker in workers)
                Assert.Equal(0, (await worker.EndAsync()).ExitCode);
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
        }

        var attempts = sweep.Runs.Sum(run => run.Ledger().Attempts.Count);
        output.WriteLine($"seed {Seed}: {attempts} attempts at {sweep.Runs.Count} runs");
        sweep.AssertEquals(undisturbed.Hundred);
        Assert.True(attempts > sweep.Runs.Count, "no kill hit a run that was under way");
    }

    // Spread over the whole sweep by what is finished, and within a run by a seeded delay: the moment is what is tested.
    private static async Task KillOneAsync(WorkFolder folder, SweepFolder sweep, RunningProgram[] workers, int kill, Random random)
    {
        await Until.TrueAsync(() => sweep.Finished >= kill * FinishedBetweenKills, $"{kill * FinishedBetweenKills} finished runs");
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(60)));
        var chosen = random.Next(workers.Length);
        using (var worker = workers[chosen])
        {
            worker.Kill();
            Assert.Equal(ProgramEnd.Killed, (await worker.EndAsync()).ExitCode);
        }

        workers[chosen] = StartWorker(folder, chosen);
    }

    private static RunningProgram StartWorker(WorkFolder folder, int number) => MarsDiskProgram.Start(
        folder.Path, ["worker", "hundred", "--slots", "1", "--claim-interval", "20ms", "--node", $"node-{number}", "--until-done"],
        UndisturbedSweep.Deadline);
}
