using System.Buffers;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Stored;

namespace MarsDisk.Scenario.Tests.Stored;

public sealed class StatementBytesTests
{
    private const string Text = """
        scenario "stored" version 1
        config from "base.yml"
        config {
          physics_mode = default
          sizes.s_min = 1e-7 m
          qstar.v_ref_kms = [1.5, 7]
          shielding.mode = off
        }
        table q (T: K, Q: 1) step extrapolate error {
          1000, 0.31
          2000, 0.52
        }
        run "a" {
          until = 2 yr
          set radiation.Q_pr = table q
          set sinks.enable_sublimation = true
          drive (time: day, radiation.TM_K: K) linear extrapolate hold {
            0 4000
            1 3000
          }
        }
        sweep "s" {
          vary radiation.TM_K in [2000 K, 4000 K]
          vary initial.mass_total from 1e-8 to 1e-5 count 4 log
          parallel = 2
          run "r{index}" {
            until = 1 yr
            every 30 day from 1 day snapshot "s"
            expect at 0.5 yr mass.total ~= 1e-7 M_Mars +- 1 %
            expect end series.hash == run "a"
            at 0.1 yr set radiation.TM_K = 3500 K
            at 0.2 yr ramp radiation.TM_K to 3000 K over 10 day
            at 0.3 yr fault delay "aggregation", by = 2 s, count = 3
            at 0.4 yr pause for 2 s
            at 0.5 yr log "half"
            at 0.6 yr stop "enough"
          }
        }
        wait all
        end

        """;

    [Fact]
    public void A_stored_statement_is_read_back_with_every_bit_and_its_place()
    {
        var statements = Statements();
        var grammar = new ScenarioGrammar();

        Assert.True(statements.Count > 10);
        foreach (var statement in statements)
        {
            var bytes = StatementBytes.Of(statement);
            var read = StatementBytes.Read(bytes);

            Assert.Equal(statement.GetType(), read.GetType());
            Assert.Equal(statement.Span, read.Span);
            Assert.Equal(Canonical(grammar, statement), Canonical(grammar, read));
            Assert.Equal(bytes, StatementBytes.Of(read));
        }
    }

    [Fact]
    public void Bytes_that_end_too_early_and_those_of_another_version_are_refused()
    {
        var bytes = StatementBytes.Of(Statements()[2]);

        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => StatementBytes.Read(bytes[..length]));
        bytes[0] = 2;
        Assert.Throws<InvalidDataException>(() => StatementBytes.Read(bytes));
    }

    private static string Canonical(ScenarioGrammar grammar, ScenarioStatement statement)
    {
        var output = new ArrayBufferWriter<byte>();
        grammar.WriteCanonical(statement, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static List<ScenarioStatement> Statements()
    {
        var sink = new Collecting();
        var found = StatementRunner.Run(new ScenarioGrammar(), Encoding.UTF8.GetBytes(Text), sink);
        Assert.Empty(found.Diagnostics);
        return sink.Statements;
    }

    private sealed class Collecting : IStatementSink<ScenarioStatement>
    {
        public List<ScenarioStatement> Statements { get; } = [];

        public SinkReply Accept(in Committed<ScenarioStatement> unit)
        {
            Statements.Add(unit.Item);
            return SinkReply.Continue;
        }

        public SinkReply AcceptRows(RowBatch rows)
        {
            rows.Dispose();
            return SinkReply.Continue;
        }

        public void OnDiagnostic(Diagnostic diagnostic, long ordinal) => Assert.Fail(diagnostic.Message);
    }
}
