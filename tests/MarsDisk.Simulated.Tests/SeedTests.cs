using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Xunit.Abstractions;

namespace MarsDisk.Simulated;

public sealed class SeedTests(ITestOutputHelper output)
{
    private const int FixedSeeds = 20_000;
    private const int FreshSeeds = 500;
    private const string SeedVariable = "MARSDISK_SEED";
    private const string CountVariable = "MARSDISK_SEEDS";

    [Fact]
    public void Every_law_holds_after_every_turn_of_every_seed()
    {
        if (Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } one)
        {
            Replay(long.Parse(one, CultureInfo.InvariantCulture));
            return;
        }

        var count = Environment.GetEnvironmentVariable(CountVariable) is { Length: > 0 } more ? int.Parse(more, CultureInfo.InvariantCulture) : FixedSeeds;
        Run("fixed", 1, count);
        Run("fresh", BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) >>> 16, FreshSeeds);
    }

    [Fact]
    public void A_seed_gives_the_same_turns_again()
    {
        Assert.Equal(SeedRunner.Report(7), SeedRunner.Report(7), StringComparer.Ordinal);
        Assert.NotEqual(SeedRunner.Report(7), SeedRunner.Report(8), StringComparer.Ordinal);
    }

    [Fact]
    public void The_report_of_a_seed_shows_parameters_faults_turns_and_how_to_run_it_again()
    {
        var report = SeedRunner.Report(11);

        Assert.Contains("seed 11:", report, StringComparison.Ordinal);
        Assert.Contains("faults:", report, StringComparison.Ordinal);
        Assert.Contains("◄", report, StringComparison.Ordinal);
        Assert.Contains($"{SeedVariable}=11", report, StringComparison.Ordinal);
    }

    private void Run(string kind, long first, int count)
    {
        var clock = Stopwatch.StartNew();
        var (violation, turns) = SeedRunner.RunAll(first, count, Environment.ProcessorCount);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{kind} seeds {first}..{first + count - 1}: {turns} turns in {clock.Elapsed.TotalSeconds:0.0} s"));
        if (violation is not null)
            Assert.Fail(SeedRunner.Report(violation.Seed));
    }

    private void Replay(long seed)
    {
        var report = SeedRunner.Report(seed);
        output.WriteLine(report);
        Assert.DoesNotContain("LAW BROKEN", report, StringComparison.Ordinal);
    }
}
