using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>Where a scenario is read from.</summary>
public abstract record ScenarioSource
{
    private ScenarioSource() { }

    /// <summary>A file, which can be read again from any place.</summary>
    /// <param name="Path">Its path.</param>
    public sealed record File(string Path) : ScenarioSource;

    /// <summary>Standard input; with a spool its bytes can be read again.</summary>
    /// <param name="Spool">Whether they are kept in a file until a checkpoint has passed them.</param>
    public sealed record StandardInput(bool Spool) : ScenarioSource;

    /// <summary>A connection.</summary>
    /// <param name="Listener">Where it came in, for people.</param>
    public sealed record Socket(string Listener) : ScenarioSource;

    /// <summary>Another actor that speaks the feeder's protocol.</summary>
    /// <param name="Feeder">The actor.</param>
    public sealed record Feed(IActorRef Feeder) : ScenarioSource;
}

/// <summary>Opens the bytes of a scenario; made by the composition, so that actors open no file.</summary>
public interface IFeedSources
{
    /// <summary>A feeder at the start of the source. May be called again after the last one failed.</summary>
    /// <param name="source">The source, never one of another actor.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    IAsyncFeeder Open(ScenarioSource source);

    /// <summary>Whether the source can be read again after this process has died.</summary>
    /// <param name="source">The source.</param>
    bool CanSeekAfterRestart(ScenarioSource source);
}

/// <summary>Everything that a parser actor is made from.</summary>
/// <param name="ScenarioId">The scenario; the persistence id is <c>scenario-parser-&lt;id&gt;</c>.</param>
/// <param name="Source">Where it is read from.</param>
/// <param name="Sources">Opens it.</param>
/// <param name="Grammar">The language; it also says whether the source has to close with <c>end</c>.</param>
/// <param name="Config">Settings of the parse.</param>
/// <param name="Times">Patience.</param>
/// <param name="Verify">How a resumed source is compared with the one that was read.</param>
public sealed record ParserSetup(
    string ScenarioId, ScenarioSource Source, IFeedSources Sources, StatementGrammar<ScenarioStatement> Grammar,
    StreamingConfig Config, ParserTimes Times, ProofMode Verify = ProofMode.Tail)
{
    /// <summary>Goes on here and not at the newest stored checkpoint, which must not lie before it; null: at the newest.</summary>
    public StreamCheckpoint? Behind { get; init; }
}

/// <summary>How patient a parser is (streaming-parser.md §4.8).</summary>
public sealed record ParserTimes
{
    /// <summary>The defaults of a file or of standard input.</summary>
    public static readonly ParserTimes Default = new();

    /// <summary>The defaults of a connection or of another actor.</summary>
    public static readonly ParserTimes Remote = new() { Await = TimeSpan.FromMinutes(5) };

    /// <summary>The feeder may be silent for so long; null: for ever.</summary>
    public TimeSpan? Await { get; init; }

    /// <summary>Missing credit is said after so long.</summary>
    public TimeSpan CreditStallWarning { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A pause may last so long; null: for ever.</summary>
    public TimeSpan? MaxPause { get; init; }

    /// <summary>A feeder has so long to go to an offset.</summary>
    public TimeSpan Seek { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without a coordinator the scenario ends after so long.</summary>
    public TimeSpan Downstream { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Parsing goes on so long while no checkpoint can be stored.</summary>
    public TimeSpan JournalOutage { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>And at most over so many bytes.</summary>
    public long JournalOutageBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
