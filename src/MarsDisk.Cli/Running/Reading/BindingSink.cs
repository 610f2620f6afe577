using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Cli.Running.Reading;

/// <summary>Gives every unit to the binder, which knows keys, tables and runs, and collects what it finds.</summary>
internal sealed class BindingSink : IStatementSink<ScenarioStatement>
{
    private const int FindingsMax = 256;

    private readonly ScenarioBinder _binder;
    private readonly CapturedText? _captured;
    private readonly List<Diagnostic> _findings = [];

    /// <summary>A binder before the first unit.</summary>
    /// <param name="source">The scenario: its folder is the root of the files that it names.</param>
    /// <param name="areFaultsAllowed">Fault lines are accepted.</param>
    /// <param name="captured">Keeps the lines of findings.</param>
    public BindingSink(string source, bool areFaultsAllowed, CapturedText? captured)
    {
        var root = ScenarioInput.IsSocket(source) ? "-" : source;
        _binder = new ScenarioBinder(new BinderSettings(ScenarioRoot.Of(root), source == "-" ? "stdin" : source)
        {
            AreFaultsAllowed = areFaultsAllowed,
            Variables = ProcessEnvironment.Variables,
        });
        _captured = captured;
    }

    /// <summary>What the binder found, at most 256.</summary>
    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>The source has ended.</summary>
    public void Finish() => Take(_binder.Finish());

    /// <inheritdoc/>
    public SinkReply Accept(in Committed<ScenarioStatement> unit)
    {
        Take(_binder.Bind(unit.FirstOrdinal, unit.Item).Diagnostics);
        return SinkReply.Continue;
    }

    /// <inheritdoc/>
    public SinkReply AcceptRows(RowBatch rows)
    {
        using (rows)
            Take(_binder.Bind(rows).Diagnostics);
        return SinkReply.Continue;
    }

    /// <inheritdoc/>
    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
        // The result of the parse has it.
    }

    private void Take(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var found in diagnostics)
        {
            if (_findings.Count == FindingsMax)
                return;
            _captured?.Keep(found);
            _findings.Add(found);
        }
    }
}
