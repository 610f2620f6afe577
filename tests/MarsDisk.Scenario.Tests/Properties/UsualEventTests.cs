using System.Buffers;
using System.Globalization;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Canonical;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Properties;

/// <summary>
/// Events in their usual spelling are read by a shorter way than all others. A blank behind the line, which means nothing,
/// takes them off it.
/// </summary>
public sealed class UsualEventTests
{
    private static readonly string[] Units = ["yr", "day", "d", "s", "h", "min", "kyr", "Myr", "orbit", "K", "kg", "year", "%", "1", "µm", "kg/m^2", ""];
    private static readonly string[] Keys = ["radiation.TM_K", "a", "a.b.c", "supply.const.mu_orbit10pct", "on-error", "1a", "a..b", "a.b.", "µ"];
    private static readonly string[] Texts = ["", "x", "after-12", "a \\\"b\\\"", "größer", "a\tb", "\\", "a\" \"b", "# no comment", "a string of more than thirty-two bytes, so that vectors meet it"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Item", "72")]
    public void An_event_reads_the_same_whichever_way_its_spelling_takes(int seed)
    {
        var random = new Random(seed);
        var usuals = 0;
        for (var round = 0; round < 3000; round++)
        {
            var line = Line(random);
            var usual = Read(line, ref usuals);
            var before = usuals;
            var other = Read(line + " ", ref usuals);
            Assert.Equal(before, usuals);
            Assert.True(other.SequenceEqual(usual, StringComparer.Ordinal), $"{line}\n{string.Join('\n', usual)}\n{string.Join('\n', other)}");
        }

        Assert.InRange(usuals, 200, 3000);
    }

    [Theory]
    [InlineData("at 0.010 yr log \"x\"", "at 0.01 yr log \"x\"")]
    [InlineData("at 1.000 yr ramp a.b to 2.50 over 3.0 day", "at 1 yr ramp a.b to 2.5 over 3 day")]
    [InlineData("at 0 s set a.b = 0.000 K", "at 0 s set a.b = 0 K")]
    [InlineData("at 0.00001 s set a.b = 7", "at 1e-5 s set a.b = 7")]
    [InlineData("at 007 s snapshot \"x\"", "at 7 s snapshot \"x\"")]
    [InlineData("at 7 s set a.b = 1234567.1234567 kg", "at 7 s set a.b = 1234567.1234567 kg")]
    public void The_canonical_text_of_an_event_has_the_shortest_numbers(string line, string expected)
        => Assert.Equal(expected, Emitted(line).All.Single().Canonical);

    [Fact]
    public void Events_behind_a_later_one_behind_the_end_and_behind_a_pause_are_refused_in_their_usual_spelling()
    {
        Assert.Equal("scn.time.decreasing", CodeBehind("at 2 yr log \"x\"", "at 1 yr log \"x\""));
        Assert.Equal("scn.time.decreasing", CodeBehind("at end log \"x\"", "at 1 yr log \"x\""));
        Assert.Equal("scn.event.unreachable", CodeBehind("at 1 yr pause", "at 2 yr log \"x\""));
        Assert.Equal("none", CodeBehind("at 2 yr log \"x\"", "at 1 orbit log \"x\""));
    }

    [Fact]
    [Trait("Item", "57")]
    public void A_sink_that_pauses_receives_no_further_event_of_the_same_chunk()
    {
        var source = Encoding.UTF8.GetBytes(Scenarios.Run([.. Enumerable.Range(1, 40).Select(i => $"  at {i} yr log \"x\"")]));
        var sink = new Pausing();
        using var feeder = MemoryFeeder.Split(source, source.Length);
        var outcome = StreamingRunner.RunStream(Scenarios.Grammar, feeder, sink);
        for (var units = 1; outcome.Kind == StreamOutcomeKind.Pending; units++)
        {
            Assert.Equal(Math.Min(units, 43), sink.Units);
            outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, sink);
        }

        Assert.Equal(StatementRunner.Run(Scenarios.Grammar, source, new Transcript()).Value, outcome.Result!.Value);
    }

    [Theory]
    [InlineData("  at 1 yr set radiation.TM_K = 4000 K", "scn.limit.line_bytes", 36)]
    [InlineData("  at 1 yr set radiation.TM_K = 4000 K", "none", 37)]
    [InlineData("  at 1 yr log \"four\"", "scn.limit.string_bytes", 64)]
    public void Limits_hold_for_events_in_their_usual_spelling(string line, string code, int lineBytesMax)
    {
        var limits = ParseLimits.Default with { MaxLineBytes = lineBytesMax, MaxRowBytes = 16, MaxStringBytes = 3, MaxNameBytes = 16 };
        var units = Scenarios.Parse(Scenarios.Run("  at 0 yr set radiation.TM_K = 1", line, line), new RunConfig { Limits = limits });
        Assert.Equal(code, units.Diagnostics.Count == 0 ? "none" : units.Diagnostics[0].Code);
    }

    [Fact]
    public void A_parse_that_goes_on_at_a_checkpoint_keeps_its_limits()
    {
        var config = new RunConfig { Limits = ParseLimits.Default with { MaxStringBytes = 3 } };
        var head = Encoding.UTF8.GetBytes(Scenarios.Run("  at 0 yr log \"one\"")[..^2]);
        var sink = new Transcript();
        using var feeder = MemoryFeeder.Answering(FeederYield.Chunk(head), FeederYield.Await());
        var outcome = StreamingRunner.RunStream(Scenarios.Grammar, feeder, sink, new StreamingConfig { RunConfig = config });
        var checkpoint = outcome.Continuation!.ToCheckpoint();
        var restored = StreamingRunner.Restore(Scenarios.Grammar, checkpoint, new StreamingConfig { RunConfig = config });
        StreamingRunner.Resume(restored, new ReadOnlySequence<byte>("  at 1 yr log \"four\"\n"u8.ToArray()), sink);
        Assert.Equal("scn.limit.string_bytes", Assert.Single(sink.Diagnostics).Code);
    }

    private static string CodeBehind(string before, string line)
    {
        var sink = new Transcript();
        StatementRunner.Run(Scenarios.Grammar, Encoding.UTF8.GetBytes($"scenario \"x\" version 1\nrun \"r\" {{\n  at 0 s flush\n  {before}\n  {line}\n}}\n"), sink);
        return sink.Diagnostics.Count == 0 ? "none" : sink.Diagnostics[0].Code;
    }

    private static List<string> Read(string line, ref int usuals)
    {
        var units = Emitted(line);
        usuals += units.Usuals;
        return [.. units.All.Select(unit => $"{unit.Unit} {unit.Canonical}")];
    }

    private static Noted Emitted(string line)
    {
        var context = Scenarios.Grammar.CreateContext();
        var units = new Noted();
        var at = 0L;
        foreach (var head in (string[])["scenario \"x\" version 1", "run \"r\" {", .. Keys[..4].Select(key => $"at 0 s set {key} = 1")])
            Read(head, context, units, ref at);
        units.All.Clear();
        units.Usuals = 0;
        Read(line, context, units, ref at);
        return units;
    }

    private static void Read(string line, GrammarContext context, Noted units, ref long at)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        var state = new ParseState(new Input(bytes, at, 1, isFinal: true, default), Scenarios.Collecting);
        Scenarios.Grammar.ParseFrame(ref state, context, units);
        at += bytes.Length + 1;
    }

    private static string Line(Random random)
    {
        var action = random.Next(6) switch
        {
            0 => $"set {One(random, Keys)}{Mostly(random, " ", "  ", "")}={Mostly(random, " ", "")}{Quantity(random)}",
            1 => $"ramp {One(random, Keys)} to {Quantity(random)} over {Quantity(random)}",
            2 => $"snapshot \"{One(random, Texts)}\"",
            3 => $"log \"{One(random, Texts)}\"",
            4 => One(random, "flush", "stop", "pause", "resume", "snapshot", "log", "logs \"x\"", "set", "stop \"x\"", "fault crash \"store\""),
            _ => $"log \"{One(random, Texts)}\"{One(random, " # why", "#", "x", " \\")}",
        };
        return $"{Mostly(random, "  ", "", "\t")}at{Mostly(random, " ", "  ")}{Quantity(random)}{Mostly(random, " ", "  ", "\t")}{action}";
    }

    private static string Quantity(Random random) => Number(random) + Mostly(random, " ", "", "  ") + Mostly(random, "yr", Units);

    private static string Number(Random random)
    {
        var number = random.Next(1_000_000) / Math.Pow(10, random.Next(9));
        return random.Next(8) switch
        {
            0 => number.ToString("R", CultureInfo.InvariantCulture),
            1 => number.ToString("0.000", CultureInfo.InvariantCulture),
            2 => number.ToString("0.0000000", CultureInfo.InvariantCulture),
            3 => number.ToString("000.0", CultureInfo.InvariantCulture),
            4 => number.ToString("E3", CultureInfo.InvariantCulture),
            5 => One(random, "0", "0.0", "1.", ".5", "-1", "-0", "+1", "nan", "P1D", "00", "0.00009999", "9999999", "12345678"),
            _ => ((int)number).ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Mostly(Random random, string usual, params string[] others) => random.Next(6) > 0 ? usual : One(random, others);

    private static string One(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    private sealed class Pausing : IStatementSink<ScenarioStatement>
    {
        public int Units { get; private set; }

        public SinkReply Accept(in Committed<ScenarioStatement> unit)
        {
            Units++;
            return SinkReply.Pause;
        }

        public SinkReply AcceptRows(RowBatch rows) => throw new InvalidOperationException("There are no rows.");

        public void OnDiagnostic(Diagnostic diagnostic, long ordinal) => Assert.Fail(diagnostic.Message);
    }

    private sealed class Noted : IEmitter<ScenarioStatement>
    {
        public List<(string Unit, string Canonical)> All { get; } = [];

        public int Usuals { get; set; }

        public void Commit(in SourceSpan span, ScenarioStatement item)
            => All.Add(($"{Transcript.Show(span)} {Transcript.Show(item.Span)} {item}", CanonicalWriter.Text(item)));

        public void Commit(in SourceSpan span, ScenarioStatement item, ReadOnlySpan<byte> canonical)
        {
            Usuals++;
            Commit(span, item);
            Assert.Equal(All[^1].Canonical, Encoding.UTF8.GetString(canonical));
        }

        public void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values)
        {
        }

        public void Report(Diagnostic diagnostic) => All.Add((diagnostic.Code, ""));
    }
}
