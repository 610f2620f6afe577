using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Tests.Properties;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Language;

public sealed class ContextTests
{
    public static TheoryData<bool> Modes => [true, false];

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Item", "40")]
    [Trait("Item", "45")]
    public void A_context_that_was_stored_reads_on_as_if_nothing_had_happened(bool isCollecting)
    {
        var config = isCollecting ? Scenarios.Collecting : new RunConfig();
        for (var seed = 0; seed < 60; seed++)
        {
            var source = new ScenarioGenerator(seed).Next(6) + (isCollecting ? "at 1\nset\nrun \"z\" {\n at 1\n seed = 1\n}\n" : "");
            var lines = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\\\n", "  ", StringComparison.Ordinal).Split('\n');

            Assert.Equal(Read(lines, config, isStored: false), Read(lines, config, isStored: true));
        }
    }

    [Fact]
    [Trait("Item", "46")]
    public void No_safe_point_lies_inside_a_unit()
    {
        var context = (ScenarioContext)Scenarios.Grammar.CreateContext();
        var config = new RunConfig();
        List<bool> safe = [];

        foreach (var line in (string[])["scenario \"x\" version 1", "config {", "a = 1", "}", "run \"a\" {", "seed = 1", "every 1 yr flush", "at 1 yr flush", "}"])
        {
            var state = new ParseState(new Input(Encoding.UTF8.GetBytes(line), 0, 1, isFinal: true, default), config);
            Scenarios.Grammar.ParseFrame(ref state, context, new Transcript.Emitter());
            safe.Add(context.IsSafePoint);
        }

        Assert.Equal("100100111", string.Concat(safe.Select(one => one ? '1' : '0')));
        Assert.Throws<InvalidOperationException>(() => Open("run \"a\" {").WriteTo(new byte[4096]));
    }

    [Fact]
    public void A_label_names_scenario_block_and_kind_of_line_and_is_short()
    {
        Assert.Equal("x/a/at", Open("run \"a\" {", "at 1 yr flush").TraceLabel);
        Assert.Equal("x", Open().TraceLabel);
        Assert.True(Encoding.UTF8.GetByteCount(Open($"run \"{new string('é', 64)}\" {{").TraceLabel) <= 128);
    }

    [Fact]
    public void A_damaged_context_is_refused()
    {
        var bytes = new byte[4096];
        var length = Open("run \"a\" {", "at 1 yr flush").WriteTo(bytes);

        for (var cut = 0; cut < length; cut++)
            Assert.Throws<InvalidDataException>(() => Scenarios.Grammar.ReadContext(bytes.AsSpan(0, cut)));
    }

    private static ScenarioContext Open(params string[] lines)
    {
        var context = (ScenarioContext)Scenarios.Grammar.CreateContext();
        foreach (var line in lines.Prepend("scenario \"x\" version 1"))
        {
            var state = new ParseState(new Input(Encoding.UTF8.GetBytes(line), 0, 1, isFinal: true, default), new RunConfig());
            Scenarios.Grammar.ParseFrame(ref state, context, new Transcript.Emitter());
        }

        return context;
    }

    private static string Read(string[] lines, RunConfig config, bool isStored)
    {
        GrammarContext context = Scenarios.Grammar.CreateContext();
        var emitter = new Transcript.Emitter();
        Span<byte> saved = stackalloc byte[4096];
        var (at, number) = (0L, 1L);
        foreach (var line in lines)
        {
            var frame = Encoding.UTF8.GetBytes(line);
            var state = new ParseState(new Input(frame, at, number++, isFinal: true, default), config);
            Scenarios.Grammar.ParseFrame(ref state, context, emitter);
            at += frame.Length + 1;
            if (isStored && context.IsSafePoint)
                context = Scenarios.Grammar.ReadContext(saved[..context.WriteTo(saved)]);
        }

        return string.Join('\n', emitter.Lines);
    }
}
