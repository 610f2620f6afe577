using System.Globalization;
using System.Text.RegularExpressions;

namespace MarsDisk.Architecture.Tests;

/// <summary>The conformance list of streaming-parser.md §6: each of its numbers is a test, or a gate of the benchmarks.</summary>
public sealed partial class ItemTests
{
    private const int Items = 145;

    // Figures of speed: a test of the suite would judge the machine. ./bench.sh parser judges them by these targets.
    private static readonly Dictionary<int, string> Gates = new() { [142] = "S142", [143] = "S143", [144] = "S144" };

    [Fact]
    public void Every_number_of_the_conformance_list_is_a_test_or_a_gate_of_the_benchmarks()
    {
        var tested = Repository.TestFiles
            .SelectMany(file => Trait().Matches(File.ReadAllText(file)).Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)))
            .ToHashSet();

        Assert.DoesNotContain(Enumerable.Range(1, Items), item => !tested.Contains(item) && !Gates.ContainsKey(item));
        Assert.DoesNotContain(tested, item => item is < 1 or > Items);
    }

    [Fact]
    public void Every_gate_is_a_target_that_the_benchmarks_judge_and_their_page_names()
    {
        var folder = Path.Combine(Repository.Root, "tests", "MarsDisk.Benchmarks");
        var targets = File.ReadAllText(Path.Combine(folder, "Reporting", "Targets.cs"));
        var suite = File.ReadAllText(Path.Combine(folder, "Suites", "ParserSuite.cs"));
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "benchmarks.md"));

        foreach (var gate in Gates.Values)
        {
            var name = Regex.Match(targets, $"Target (?<name>\\w+) = new\\(\"{gate}\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["name"].Value;
            Assert.True(name.Length > 0 && suite.Contains($"Targets.{name}", StringComparison.Ordinal), gate);
            Assert.Contains(gate, page, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("Trait\\(\"Item\", \"(?<number>[0-9]+)\"\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Trait();
}
