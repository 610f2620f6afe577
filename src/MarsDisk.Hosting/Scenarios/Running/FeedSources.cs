using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Parsing;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>Opens scenario files and what comes from elsewhere: standard input, a connection.</summary>
/// <param name="input">What comes from elsewhere; opened once.</param>
/// <param name="directory">Directory of the scenario: where bytes are kept that cannot be sent again.</param>
/// <param name="whole">All bytes of the source, if they were read first; null: they are read as they are needed.</param>
internal sealed class FeedSources(Func<Stream> input, string directory, ReadOnlyMemory<byte>? whole) : IFeedSources
{
    private readonly Lazy<Stream> _input = new(() => whole is { } bytes ? Memory(bytes) : input());

    /// <inheritdoc/>
    public IAsyncFeeder Open(ScenarioSource source) => source switch
    {
        ScenarioSource.StandardInput { Spool: true } => new SpoolFeeder(() => _input.Value, new ScenarioSpool(directory)),
        ScenarioSource.File when whole is { } bytes => new StreamFeeder(Memory(bytes)),
        ScenarioSource.File file => new FileFeeder(file.Path),
        ScenarioSource.StandardInput or ScenarioSource.Socket => new StreamFeeder(_input.Value, leaveOpen: true),
        _ => throw new IOException($"{source} cannot be opened here."),
    };

    /// <inheritdoc/>
    public bool CanSeekAfterRestart(ScenarioSource source) => source is ScenarioSource.File or ScenarioSource.StandardInput { Spool: true };

    private static MemoryStream Memory(ReadOnlyMemory<byte> bytes) => new(bytes.ToArray(), writable: false);
}
