using System.Buffers;
using System.Text;

using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Tests.Scenarios;

/// <summary>
/// Every code that people may look up has a source that it is said about. Elsewhere are those that no scenario brings about:
/// <c>scn.internal.poison</c> and <c>scn.limit.buffered_bytes</c> beside the actors and feeders, and E3001, E4001, E4002 beside
/// the combinators.
/// </summary>
public sealed class DiagnosticCodeTests : IDisposable
{
    private const string Header = "scenario \"a\" version 1\n";
    private const string Run = Header + "config from \"base.yml\"\nrun \"r\" {\n";

    private readonly TemporaryFolder _folder = new();

    public DiagnosticCodeTests() => File.WriteAllText(_folder["base.yml"], SmallRun.Text);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait("Item", "93")]
    [InlineData("scn.encoding.invalid_utf8", Header + "# \u00ff\n")]
    [InlineData("scn.encoding.not_utf8", "\u00ff\u00fes\0c\0")]
    [InlineData("scn.lex.control_char", Header + "set a.b = \u0001\n")]
    [InlineData("scn.lex.bidi", "scenario \"a\" version 1 # \u202e\n")]
    [InlineData("scn.lex.bad_escape", Header + "config from \"a\\q\"\n")]
    [InlineData("scn.lex.bad_string", Header + "config from \"a\n")]
    [InlineData("scn.lex.comment_continues", Header + "# a \\\nset b.c = 1\n")]
    [InlineData("scn.syntax.expected", Header + "set radiation.TM_K 3\n")]
    [InlineData("scn.syntax.after_end", Header + "end\nset a.b = 1\n")]
    [InlineData("scn.header.missing", "set a.b = 1\n")]
    [InlineData("scn.header.version", "scenario \"a\" version 2\n")]
    [InlineData("scn.eof.unclosed_block", Header + "config {\n")]
    [InlineData("scn.unit.unknown", Header + "set geometry.mode = 0D\n")]
    [InlineData("scn.unit.dimension", Header + "set radiation.TM_K = 3 m\n")]
    [InlineData("scn.key.unknown", Header + "set radiation.TM_k = 3 K\n")]
    [InlineData("scn.key.duplicate", Header + "config {\n  radiation.TM_K = 3000\n  radiation.TM_K = 3000\n}\n")]
    [InlineData("scn.key.type", Run + "  seed = 0.5\n}\n")]
    [InlineData("scn.key.range", Header + "set radiation.TM_K = -3 K\n")]
    [InlineData("scn.table.columns", Header + "table q (T: K, Q: 1) {\n  1\n}\n")]
    [InlineData("scn.table.bad_number", Header + "table q (T: K, Q: 1) {\n  1 2x\n}\n")]
    [InlineData("scn.table.not_increasing", Header + "table q (T: K, Q: 1) {\n  1 1\n  1 2\n}\n")]
    [InlineData("scn.table.not_finite", Header + "table q (T: K, Q: 1) {\n  1 1e999\n}\n")]
    [InlineData("scn.table.unknown", Run + "  set radiation.Q_pr = table q\n}\n")]
    [InlineData("scn.table.duplicate", Header + "table q (T: K, Q: 1) {\n 1 1\n}\ntable q (T: K, Q: 1) {\n 1 1\n}\n")]
    [InlineData("scn.drive.first_column", Run + "  drive (radiation.TM_K: K, time: s) {\n  }\n}\n")]
    [InlineData("scn.run.pause_without_resume", Run + "  at 1 min pause\n}\n")]
    [InlineData("scn.run.pause_without_resume", Run + "}\npause \"r\"\nend\n")]
    [InlineData("scn.run.setting_after_rule", Run + "  every 1 min flush\n  seed = 3\n}\n")]
    [InlineData("scn.run.rule_after_event", Run + "  at 1 min flush\n  every 1 min flush\n}\n")]
    [InlineData("scn.run.drive_after_event", Run + "  at 1 min flush\n  drive (time: s, radiation.TM_K: K) {\n  }\n}\n")]
    [InlineData("scn.run.at_outside_drive", Run + "  drive (time: s, radiation.TM_K: K) {\n  0 3000\n  }\n  at 1 min flush\n}\n")]
    [InlineData("scn.run.duplicate", Run + "}\nrun \"r\"\n")]
    [InlineData("scn.run.unknown", Header + "wait \"r\"\n")]
    [InlineData("scn.time.decreasing", Run + "  at 2 min flush\n  at 1 min flush\n}\n")]
    [InlineData("scn.event.unreachable", Run + "  at 1 min pause\n  at 2 min flush\n}\n")]
    [InlineData("scn.event.after_until", Run + "  at 9 yr flush\n}\n")]
    [InlineData("scn.expect.tolerance", Run + "  expect end run.steps ~= 3\n}\n")]
    [InlineData("scn.expect.metric", Run + "  expect end run.stepps > 3\n}\n")]
    [InlineData("scn.fault.target", Run + "  at 1 min fault crash \"writer\"\n}\n")]
    [InlineData("scn.fault.kind", Run + "  at 1 min fault crush \"aggregation\"\n}\n")]
    [InlineData("scn.sweep.range", Header + "sweep \"s\" {\n  vary radiation.TM_K from 1 K to 2 K count 1\n  run \"r{index}\" {\n  }\n}\n")]
    [InlineData("scn.sweep.template", Header + "sweep \"s\" {\n  vary radiation.TM_K in [1 K]\n  run \"r{nothing}\" {\n  }\n}\n")]
    [InlineData("scn.path.outside_root", Header + "config from \"../../etc/x\"\n")]
    [InlineData("scn.limit.sweep_points", Header + "sweep \"s\" {\n  vary a.b from 1 to 2 count 2000\n  vary a.c from 1 to 2 count 2000\n  run \"r\" {\n  }\n}\n")]
    public void Every_code_has_a_source_that_it_is_said_about(string code, string source) => Assert.Contains(code, CodesOf(source, new RunConfig()), StringComparer.Ordinal);

    [Fact]
    public void A_fault_without_permission_has_its_code() =>
        Assert.Contains("scn.fault.not_allowed", CodesOf(Run + "  at 1 min fault crash \"aggregation\"\n}\n", new RunConfig(), areFaultsAllowed: false), StringComparer.Ordinal);

    [Fact]
    public void A_source_that_stops_short_where_an_end_is_due_has_its_code() =>
        Assert.Contains("scn.eof.missing_end", CodesOf(Header, new RunConfig(), grammar: new ScenarioGrammar(requiresEnd: true)), StringComparer.Ordinal);

    public static TheoryData<string, string, ParseLimits> Limits => new()
    {
        { "scn.limit.line_bytes", Header + "# " + new string('x', 100) + "\n", ParseLimits.Default with { MaxLineBytes = 64, MaxRowBytes = 64 } },
        { "scn.limit.row_bytes", Header + "table q (T: K, Q: 1) {\n  1 1 # " + new string('x', 100) + "\n}\n", ParseLimits.Default with { MaxRowBytes = 64 } },
        { "scn.limit.statement_bytes", Header + "config {\n" + string.Concat(Enumerable.Repeat("# xxxxxxxxxxxxxxxxx\n", 20)) + "}\n", ParseLimits.Default with { MaxLineBytes = 64, MaxRowBytes = 64, MaxStatementBytes = 100 } },
        { "scn.limit.string_bytes", Header + "config from \"0123456789\"\n", ParseLimits.Default with { MaxStringBytes = 8 } },
        { "scn.limit.name_bytes", Header + "set radiation.TM_KKKKKKKKKKK = 1\n", ParseLimits.Default with { MaxNameBytes = 10 } },
        { "scn.limit.path_segments", Header + "set a.b.c.d = 1\n", ParseLimits.Default with { MaxPathSegments = 3 } },
        { "scn.limit.number_bytes", Header + "set a.b = 1234567890\n", ParseLimits.Default with { MaxNumberBytes = 8 } },
        { "scn.limit.list_items", Header + "set a.b = [1, 2, 3]\n", ParseLimits.Default with { MaxListItems = 2 } },
        { "scn.limit.columns", Header + "table q (T: K, Q: 1, R: 1) {\n}\n", ParseLimits.Default with { MaxColumns = 2 } },
        { "scn.limit.source_bytes", Header + "# xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", ParseLimits.Default with { MaxSourceBytes = 40 } },
        { "scn.limit.rows", Header + "table q (T: K, Q: 1) {\n  1 1\n  2 2\n  3 3\n}\n", ParseLimits.Default with { MaxRows = 2 } },
        { "scn.table.head_too_large", Header + $"table q ({string.Join(", ", Enumerable.Range(0, 60).Select(column => new string('x', 100) + column + ": K"))}) {{\n}}\n", ParseLimits.Default },
    };

    [Theory]
    [Trait("Item", "93")]
    [MemberData(nameof(Limits))]
    public void Every_limit_has_a_source_that_is_beyond_it(string code, string source, ParseLimits limits) =>
        Assert.Contains(code, CodesOf(source, new RunConfig { Limits = limits }), StringComparer.Ordinal);

    [Fact]
    public void Too_many_mistakes_end_the_collecting()
    {
        var collecting = new RunConfig { Limits = ParseLimits.Default with { MaxDiagnostics = 3 } }.WithExtension(
            "recover", map => new ExtensionMap(map.Values.SetItem("mode", "collect").SetItem("max_diagnostics", 3)));

        Assert.Contains("scn.recover.limit", CodesOf(Header + string.Concat(Enumerable.Repeat("set a\n\n", 9)), collecting), StringComparer.Ordinal);
    }

    [Fact]
    public void An_unknown_field_and_one_of_another_type_have_codes()
    {
        Assert.Contains("parser.runconfig.unknown_field", CodesOf(Header, Stream("colour", 3)), StringComparer.Ordinal);
        Assert.Contains("parser.runconfig.type", CodesOf(Header, Stream("chunk_size", "many")), StringComparer.Ordinal);
        Assert.Contains("E4003", CodesOf(Header, new RunConfig { LeftRecursion = LeftRecursionMode.On }), StringComparer.Ordinal);

        static RunConfig Stream(string field, object value) => new RunConfig().WithExtension("stream", map => new ExtensionMap(map.Values.SetItem(field, value)));
    }

    [Fact]
    public void What_is_left_over_behind_a_value_has_a_code()
    {
        var found = ParserRunner.Run(Parse.Text("a"u8), "ab"u8.ToArray(), new RunConfig { RequireEof = true });

        Assert.Equal("scn.syntax.trailing_input", Assert.Single(found.Diagnostics).Code);
    }

    [Fact]
    public void A_defect_of_the_grammar_has_a_code_and_is_no_crash() =>
        Assert.Contains("scn.internal.exception", CodesOf(Header, new RunConfig(), grammar: new DefectiveGrammar()), StringComparer.Ordinal);

    private sealed class DefectiveGrammar : StatementGrammar<ScenarioStatement>
    {
        private readonly ScenarioGrammar _inner = new();

        public override GrammarId Id => _inner.Id;

        public override GrammarContext CreateContext() => _inner.CreateContext();

        public override GrammarContext ReadContext(ReadOnlySpan<byte> saved) => _inner.ReadContext(saved);

        public override Reply ParseFrame(scoped ref ParseState state, GrammarContext context, IEmitter<ScenarioStatement> emitter) =>
            throw new InvalidOperationException("a defect");

        public override IReadOnlySet<Expectation> Expect(scoped ref ParseState state, GrammarContext context) => _inner.Expect(ref state, context);

        public override void WriteCanonical(ScenarioStatement item, IBufferWriter<byte> output) => _inner.WriteCanonical(item, output);

        public override void Finish(Position end, GrammarContext context, IEmitter<ScenarioStatement> emitter) => _inner.Finish(end, context, emitter);
    }

    private List<string> CodesOf(string source, RunConfig config, bool areFaultsAllowed = true, StatementGrammar<ScenarioStatement>? grammar = null)
    {
        // One byte a character, so that a case can hold bytes that are no text; what lies above is written as UTF-8.
        var bytes = source.SelectMany(character => character <= '\u00ff' ? [(byte)character] : Encoding.UTF8.GetBytes([character])).ToArray();
        var settings = new BinderSettings(new ScenarioRoot(_folder.Path), "test.scenario") { AreFaultsAllowed = areFaultsAllowed };
        return [.. ScenarioPrecheck.Check(bytes, grammar ?? new ScenarioGrammar(), settings, config).Select(found => found.Code)];
    }
}
