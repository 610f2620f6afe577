using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Grammar;

/// <summary>Receives what a probe would commit: nothing, because the end of a probe always fails.</summary>
internal sealed class Nowhere : IEmitter<ScenarioStatement>
{
    public static readonly Nowhere Instance = new();

    public void Commit(in SourceSpan span, ScenarioStatement item) => throw Committed();

    public void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values) => throw Committed();

    public void Report(Diagnostic diagnostic) => throw Committed();

    private static InvalidOperationException Committed() => new("A probe committed something.");
}
