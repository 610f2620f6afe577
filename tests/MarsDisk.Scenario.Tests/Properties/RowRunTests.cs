using System.Globalization;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Properties;

/// <summary>Rows are read many at a time where that is possible, and one by one where bytes come one by one.</summary>
public sealed class RowRunTests
{
    private const int Tables = 150;

    public static TheoryData<bool> Modes => [true, false];

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Item", "2")]
    [Trait("Item", "99")]
    public void Rows_read_in_runs_are_those_read_one_by_one(bool isCollecting)
    {
        var config = isCollecting ? Scenarios.Collecting : new RunConfig();
        for (var seed = 0; seed < Tables; seed++)
        {
            var random = new Random(seed);
            var source = RandomRows.Table(random, oddShare: isCollecting ? 0.02 : 0.001);
            var some = config with { RowsPerBatch = random.Next(1, 100) };

            var single = Streams.Parse(source, Enumerable.Range(1, source.Length - 1), some);

            Assert.Equal(single, Streams.Parse(source, some));
            Assert.Equal(single, Streams.Parse(source, Streams.RandomCuts(random, source.Length), some));
        }
    }

    [Fact]
    public void Batches_know_where_their_rows_stand_however_they_were_read()
    {
        for (var seed = 0; seed < Tables; seed++)
        {
            var source = RandomRows.Table(new Random(seed), oddShare: 0);
            var config = new RunConfig { RowsPerBatch = 50 };
            var atOnce = new Places();
            var piecewise = new Places();

            StatementRunner.Run(Scenarios.Grammar, source, atOnce, config);
            using var feeder = MemoryFeeder.Split(source, 3);
            StreamingRunner.RunStream(Scenarios.Grammar, feeder, piecewise, new StreamingConfig { RunConfig = config });

            Assert.NotEmpty(atOnce.Spans);
            Assert.Equal(atOnce.Spans, piecewise.Spans);
        }
    }

    [Fact]
    [Trait("Item", "100")]
    public void Every_number_of_digits_before_and_behind_the_point_has_the_bits_of_the_base_library()
    {
        var random = new Random(1);
        for (var whole = 1; whole <= 20; whole++)
        {
            for (var decimals = 0; decimals <= 20; decimals++)
            {
                string[] numbers = [.. Enumerable.Range(0, 20).Select(i => (i % 3 == 0 ? "-" : "") + RandomRows.Fixed(random, whole, decimals))];
                var text = Scenarios.Body(["table t (x: s, y: 1) {", .. numbers.Select((number, i) => $"{i} {number}"), new string('#', 200), "}"]);
                var values = new Places();

                StatementRunner.Run(Scenarios.Grammar, Encoding.UTF8.GetBytes(text), values);

                Assert.Equal(
                    numbers.Select(number => BitConverter.DoubleToInt64Bits(double.Parse(number, CultureInfo.InvariantCulture))),
                    values.Second.Select(BitConverter.DoubleToInt64Bits));
            }
        }
    }

    [Fact]
    public void No_more_rows_are_read_than_are_allowed()
    {
        var text = Scenarios.Body(["table t (x: s, y: 1) {", .. Enumerable.Range(0, 300).Select(i => $"{i:000} {i:0.00}"), "}"]);

        var fault = Scenarios.Fault(text, new RunConfig { Limits = ParseLimits.Default with { MaxRows = 250 } });

        Assert.Equal("scn.limit.rows", fault.Code);
        Assert.Equal("250 250.00", Scenarios.TextAt(text, fault.At));
    }

    private sealed class Places : IStatementSink<ScenarioStatement>
    {
        public List<(long Ordinal, int Rows, SourceSpan Span)> Spans { get; } = [];

        public List<double> Second { get; } = [];

        public SinkReply Accept(in Committed<ScenarioStatement> unit) => SinkReply.Continue;

        public SinkReply AcceptRows(RowBatch rows)
        {
            using (rows)
            {
                Spans.Add((rows.FirstOrdinal, rows.RowCount, rows.Span));
                Second.AddRange(rows.Column(1));
            }

            return SinkReply.Continue;
        }

        public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
        {
        }
    }
}
