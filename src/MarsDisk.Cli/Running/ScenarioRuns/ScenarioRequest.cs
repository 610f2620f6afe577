using MarsDisk.Cli.Running.Reading;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Parsing;

namespace MarsDisk.Cli.Running.ScenarioRuns;

/// <summary>What a command says about a scenario that it runs here.</summary>
/// <param name="Reading">The scenario and how it is read.</param>
/// <param name="Root">Directory of the files that it may name; null: that of the scenario.</param>
/// <param name="AreFaultsAllowed">Whether fault lines act.</param>
/// <param name="IsChecked">Whether the whole source is checked first.</param>
/// <param name="IsSpooled">Whether a source that is no file can be read again.</param>
/// <param name="IsResume">Whether there has to be something to go on with.</param>
/// <param name="Verify">How a resumed source is compared.</param>
/// <param name="IsQuiet">Warnings and errors only.</param>
internal sealed record ScenarioRequest(
    ReadSettings Reading, string? Root, bool AreFaultsAllowed, bool IsChecked, bool IsSpooled, bool IsResume, ProofMode Verify, bool IsQuiet)
{
    /// <summary>The scenario: a path, <c>-</c> or <c>tcp://host:port</c>.</summary>
    public string Source => Reading.Source;

    /// <summary>Whether it is a file, which can be read from any place.</summary>
    public bool IsFile => Source != "-" && !ScenarioInput.IsSocket(Source);

    /// <summary>Settings of the parse that runs it: a run ends at the first mistake, and its limits do not depend on the command line.</summary>
    /// <param name="isJson">Whether it is the NDJSON twin.</param>
    /// <param name="metrics">Fed by the parse; null: nobody asks.</param>
    /// <param name="observer">Told of its events; null: nobody asks.</param>
    public StreamingConfig ConfigOf(bool isJson, ParsingMetrics? metrics, IStreamObserver? observer)
    {
        var config = Reading.Config;
        var run = new RunConfig { Extensions = config.RunConfig.Extensions.Remove("recover") };
        return config with { RunConfig = ScenarioLanguages.Settings(isJson, run), Metrics = metrics, OnDiagnostic = observer };
    }
}
