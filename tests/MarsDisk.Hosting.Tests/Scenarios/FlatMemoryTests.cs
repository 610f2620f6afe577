using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Tests.Scenarios;

/// <summary>Alone on the machine's memory: what other tests hold would be counted.</summary>
[CollectionDefinition("memory", DisableParallelization = true)]
public sealed class AloneInMemory;

/// <summary>Long scenarios through everything, from the feeder to the files: what is alive does not grow with their length.</summary>
[Collection("memory")]
public sealed class FlatMemoryTests
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int GrowthMax = 24 << 20;
    private const double EndSeconds = 2000;

    [Fact]
    [Trait("Item", "145")]
    public Task A_driver_of_a_million_rows_needs_no_more_memory_than_one_of_ten_thousand() => AssertFlat(
        "  drive (time: s, radiation.TM_K: K, supply.const.mu_orbit10pct: 1) linear extrapolate hold {\n", Many,
        (index, time) => string.Create(CultureInfo.InvariantCulture, $"    {time:0.######} {4000 - index % 1000} 5\n"), "  }\n}\nend\n");

    [Fact]
    [Trait("Item", "145")]
    public Task A_million_events_need_no_more_memory_than_ten_thousand() => AssertFlat(
        "", Many,
        (index, time) => string.Create(CultureInfo.InvariantCulture, $"  at {time:0.######} s set radiation.TM_K = {4000 - index % 1000} K\n"), "}\nend\n");

    [Fact]
    [Trait("Item", "145")]
    public Task Events_that_never_happen_and_their_warnings_need_no_memory_each() => AssertFlat(
        "", Many / 10, (index, time) => string.Create(CultureInfo.InvariantCulture, $"  at {EndSeconds + time:0.######} s log \"late\"\n"), "}\nend\n");

    private static async Task AssertFlat(string head, int many, Func<int, double, string> line, string tail)
    {
        await RunAsync(head, 100, line, tail);
        var few = await RunAsync(head, Few, line, tail);
        var all = await RunAsync(head, many, line, tail);

        Assert.True(all - few < GrowthMax, $"{few} bytes are alive with {Few} lines, {all} with {many}.");
    }

    private static async Task<long> RunAsync(string head, int lines, Func<int, double, string> line, string tail)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["base.yml"], SmallRun.Text);
        var begin = string.Create(
            CultureInfo.InvariantCulture, $"scenario \"long\" version 1\nconfig from \"base.yml\"\nrun \"long\" {{\n  until = {EndSeconds} s\n  output = \"out\"\n{head}");
        await using var source = new GeneratedScenario(begin, lines, index => line(index, EndSeconds * index / lines), tail);
        using var open = new ScenarioDirectory(folder["state"], "long").TryOpen()!;
        var session = new SessionSettings(NodeConfiguration.Default, ReopensFailed: false, Target: null, TimeProvider.System, _ => { });
        var binder = new BinderSettings(new ScenarioRoot(folder.Path), "long");
        var settings = new ScenarioSettings(new ScenarioSource.StandardInput(Spool: false), binder, session, new ScenarioGrammar()) { Input = () => source };

        var report = await ScenarioSession.RunAsync(open, settings, new Silence(), CancellationToken.None);

        Assert.True(report!.ExitCode == 0, report.Reason ?? (report.Diagnostics.Count > 0 ? report.Diagnostics[0].Message : null));
        return source.LiveBytesMax;
    }

    private sealed class Silence : IScenarioListener
    {
        public void Changed(RunStatus status) { }

        public void Flushed(ChunkFlushed chunk) { }

        public void Began(RunBegan run) { }

        public void Ended(RunReport run) { }

        public void Logged(RunLogged line) { }

        public void Stored(StreamCheckpoint checkpoint) { }
    }
}
