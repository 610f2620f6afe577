using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>Reads a whole scenario and binds it, so that a mistake on the last line is found before the first step.</summary>
public static class ScenarioPrecheck
{
    /// <summary>Settings of a parse that collects all mistakes.</summary>
    public static RunConfig Collecting => new RunConfig().WithExtension("recover", map => new ExtensionMap(map.Values.SetItem("mode", "collect")));

    /// <summary>Everything there is to say about a scenario, in the order of the source.</summary>
    /// <param name="feeder">The source.</param>
    /// <param name="grammar">Its language.</param>
    /// <param name="settings">Root, name and what is allowed.</param>
    /// <param name="run">Settings of the parse.</param>
    public static IReadOnlyList<Diagnostic> Check(IFeeder feeder, StatementGrammar<ScenarioStatement> grammar, BinderSettings settings, RunConfig run)
    {
        var sink = new BindingSink(new ScenarioBinder(settings));
        var config = new StreamingConfig { RunConfig = run };
        var outcome = StreamingRunner.RunStream(grammar, feeder, sink, config);
        while (outcome is { Kind: StreamOutcomeKind.Pending, Continuation: { } continuation })
            outcome = StreamingRunner.Resume(continuation, default, sink);
        sink.Finish();
        return outcome is { Result: { } found } ? [.. found.Diagnostics.Concat(sink.Found.Kept).OrderBy(diagnostic => diagnostic.At.Start)] : sink.Found.Kept;
    }

    /// <summary>As <see cref="Check(IFeeder, StatementGrammar{ScenarioStatement}, BinderSettings, RunConfig?)"/>, by the batch runner.</summary>
    /// <param name="whole">All bytes of the source.</param>
    /// <param name="grammar">Its language.</param>
    /// <param name="settings">Root, name and what is allowed.</param>
    /// <param name="run">Settings of the parse.</param>
    public static IReadOnlyList<Diagnostic> Check(
        ReadOnlyMemory<byte> whole, StatementGrammar<ScenarioStatement> grammar, BinderSettings settings, RunConfig run)
    {
        var sink = new BindingSink(new ScenarioBinder(settings));
        var found = StatementRunner.Run(grammar, whole, sink, run).Diagnostics;
        sink.Finish();
        return [.. found.Concat(sink.Found.Kept).OrderBy(diagnostic => diagnostic.At.Start)];
    }

    private sealed class BindingSink(ScenarioBinder binder) : IStatementSink<ScenarioStatement>
    {
        public BoundedDiagnostics Found { get; } = new();

        public void Finish() => Add(binder.Finish());

        public SinkReply Accept(in Committed<ScenarioStatement> unit) => Add(binder.Bind(unit.FirstOrdinal, unit.Item).Diagnostics);

        public SinkReply AcceptRows(RowBatch rows)
        {
            using (rows)
                return Add(binder.Bind(rows).Diagnostics);
        }

        public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
        {
            // The result has them all.
        }

        private SinkReply Add(IEnumerable<Diagnostic> found)
        {
            Found.AddRange(found);
            return SinkReply.Continue;
        }
    }
}
