using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Parsing;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>Opens scenario files and standard input.</summary>
/// <param name="standardInput">Standard input; opened once.</param>
/// <param name="spoolPath">Where its bytes are kept; null: nowhere.</param>
internal sealed class FeedSources(Func<Stream> standardInput, string? spoolPath) : IFeedSources
{
    /// <inheritdoc/>
    public IAsyncFeeder Open(ScenarioSource source) => source switch
    {
        ScenarioSource.File file => new FileFeeder(file.Path),
        ScenarioSource.StandardInput { Spool: true } when spoolPath is not null => new SpoolFeeder(standardInput(), spoolPath),
        ScenarioSource.StandardInput => new StreamFeeder(standardInput()),
        _ => throw new IOException($"{source} cannot be opened here."),
    };

    /// <inheritdoc/>
    public bool CanSeekAfterRestart(ScenarioSource source) => source is not ScenarioSource.StandardInput { Spool: false };
}
