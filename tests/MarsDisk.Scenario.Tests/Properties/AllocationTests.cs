using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Properties;

public sealed class AllocationTests
{
    private const int Rows = 10_000;

    [Fact]
    [Trait("Item", "140")]
    public void A_row_allocates_nothing()
    {
        var config = new RunConfig();
        var rows = new Counter();
        var context = Scenarios.Grammar.CreateContext();
        byte[][] lines = [.. Enumerable.Range(0, Rows).Select(i => Encoding.UTF8.GetBytes(FormattableString.Invariant($"  {i}.5, -{i * 0.001:R} 1.25e-7")))];
        Read("scenario \"x\" version 1"u8, context, config, rows);
        Read("table t (a: s, b: 1, c: 1) {"u8, context, config, rows);
        foreach (var line in lines.AsSpan(0, Rows / 2))
            Read(line, context, config, rows);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var line in lines.AsSpan(Rows / 2))
            Read(line, context, config, rows);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(Rows, rows.Count);
        Assert.Equal(0, after - before);
    }

    private static void Read(ReadOnlySpan<byte> line, GrammarContext context, RunConfig config, Counter rows)
    {
        var state = new ParseState(new Input(line, 0, 1, isFinal: true, default), config);
        Scenarios.Grammar.ParseFrame(ref state, context, rows);
    }

    private sealed class Counter : IEmitter<ScenarioStatement>
    {
        public int Count { get; private set; }

        public void Commit(in SourceSpan span, ScenarioStatement item)
        {
        }

        public void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values) => Count++;

        public void Report(Diagnostic diagnostic) => Assert.Fail(diagnostic.Message);
    }
}
