using System.Globalization;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Tests.Support;
using Xunit.Abstractions;

namespace MarsDisk.Scenario.Tests.Consistency;

/// <summary>The corpus in one piece and in many (streaming-parser.md §5.3). The metrics go to <c>artifacts/parser-metrics.json</c>.</summary>
public sealed class ParserMetricsTests(ITestOutputHelper output)
{
    private const int RandomSplits = 200;
    private const string SeedVariable = "MARSDISK_SPLIT_SEED";

    private static readonly int[] Sizes = [1, 2, 3, 7, 64, 4096, 65536, int.MaxValue];

    [Fact]
    [Trait("Item", "1")]
    [Trait("Item", "2")]
    [Trait("Item", "3")]
    [Trait("Item", "4")]
    [Trait("Item", "32")]
    [Trait("Item", "40")]
    [Trait("Item", "45")]
    [Trait("Item", "129")]
    [Trait("Item", "130")]
    public void However_a_source_is_cut_it_gives_one_result_and_every_wait_has_a_lawful_hint()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given) ? given : 20261121;
        using var metrics = new ParsingMetrics();
        var differences = new List<string>();
        var checks = Corpus.Files.Select(_ => new ConsistencyCheck(metrics, difference =>
        {
            lock (differences)
                differences.Add(difference);
        })).ToList();

        Parallel.For(0, checks.Count, index => CompareAll(Corpus.Files[index], checks[index], seed + (index * 1000)));

        var pairs = checks.Sum(check => check.Pairs);
        ParserMetricsFile.Write(metrics, seed, pairs);
        output.WriteLine(FormattableString.Invariant($"seed {seed}: {pairs} pairs of {Corpus.Files.Count} sources, {checks.Sum(check => check.Bytes)} bytes"));
        foreach (var (name, value) in ParserMetricsFile.Values(metrics))
            output.WriteLine($"{name} {ParserMetricsFile.Text(value)}");
        Assert.Empty(differences.Take(3));
        Assert.InRange(pairs, 100_000, long.MaxValue);
        Assert.All(ParserMetricsFile.Values(metrics), metric => Assert.True(metric.Value >= 1, metric.Name));
    }

    [Fact]
    [Trait("Item", "131")]
    public void A_parse_that_depends_on_how_its_source_is_cut_lowers_the_consistency_and_tells_how_it_went()
    {
        using var metrics = new ParsingMetrics();
        var differences = new List<string>();
        var check = new ConsistencyCheck(metrics, differences.Add);
        var file = new CorpusFile("forgetful", Scenarios.Example("fiducial"), new ForgetfulGrammar());
        var whole = ConsistencyCheck.Whole(file, new RunConfig());

        var isEqual = check.Compare(file, new RunConfig(), SplitPlan.Of(64), "chunks of 64", whole);

        Assert.False(isEqual);
        Assert.True(metrics.OutcomeConsistency.Value < 1);
        Assert.Contains("lineage: feeder_await@", Assert.Single(differences), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "130")]
    public void A_wait_without_a_reason_lowers_the_coverage_of_hints()
    {
        using var metrics = new ParsingMetrics();

        metrics.Saw(new StreamOutcome<StreamSummary> { Kind = StreamOutcomeKind.Pending, Demand = default, Meta = new StreamMeta() });

        Assert.True(metrics.DemandHintCoverage.Value < 1);
        Assert.True(metrics.ExtensionFieldCoverage.Value < 1);
    }

    private static void CompareAll(CorpusFile file, ConsistencyCheck check, int seed)
    {
        var off = new RunConfig();
        var isLong = file.Bytes.Length > 20_000;
        var wholeOff = ConsistencyCheck.Whole(file, off);
        var wholeCollecting = ConsistencyCheck.Whole(file, Scenarios.Collecting);
        foreach (var size in Sizes.Where(size => !isLong || size > 1))
        {
            check.Compare(file, off, SplitPlan.Of(size), FormattableString.Invariant($"chunks of {size}"), wholeOff);
            check.Compare(file, Scenarios.Collecting, SplitPlan.Of(size), FormattableString.Invariant($"collecting, chunks of {size}"), wholeCollecting);
        }

        for (var split = seed; split < seed + RandomSplits; split++)
        {
            var isCollecting = split % 2 == 0;
            var name = FormattableString.Invariant($"seed {split}, collecting {isCollecting}");
            check.Compare(file, isCollecting ? Scenarios.Collecting : off, SplitPlan.Random(split, file.Bytes.Length), name, isCollecting ? wholeCollecting : wholeOff);
        }
    }
}
