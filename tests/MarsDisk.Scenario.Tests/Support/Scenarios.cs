using System.Text;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Tests.Support;

/// <summary>Parses texts and finds the data of the tests.</summary>
internal static class Scenarios
{
    public static readonly string[] Examples =
        ["fiducial", "cooling-and-supply", "writer-crash-replay", "temp-supply-sweep", "live-driver"];

    public static readonly ScenarioGrammar Grammar = new();

    public static RunConfig Collecting { get; } = new RunConfig { MergeWarnings = false }.WithRecovery(RecoverMode.Collect);

    public static byte[] Example(string name)
        => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "Examples", name + ".scenario"));

    public static (Transcript Units, ParseResult<StreamSummary> Result) Parse(
        byte[] source, RunConfig? config = null, ScenarioGrammar? grammar = null)
    {
        var transcript = new Transcript();
        return (transcript, StatementRunner.Run(grammar ?? Grammar, source, transcript, config));
    }

    public static Transcript Parse(string source, RunConfig? config = null, ScenarioGrammar? grammar = null)
        => Parse(Encoding.UTF8.GetBytes(source), config, grammar).Units;

    /// <summary>The only diagnostic of a text, with recovery off.</summary>
    public static Diagnostic Fault(string source, RunConfig? config = null, ScenarioGrammar? grammar = null)
        => Assert.Single(Parse(source, config, grammar).Diagnostics);

    /// <summary>Lines of a scenario behind its header.</summary>
    public static string Body(params string[] lines) => "scenario \"x\" version 1\n" + string.Concat(lines.Select(line => line + "\n"));

    /// <summary>Lines of a run.</summary>
    public static string Run(params string[] lines) => Body(["run \"a\" {", .. lines, "}"]);

    /// <summary>The statements of a text that is right.</summary>
    public static IReadOnlyList<ScenarioStatement> Statements(string source)
    {
        var transcript = Parse(source);
        Assert.Empty(transcript.Diagnostics);
        return transcript.Statements;
    }

    /// <summary>The text that a diagnostic points at.</summary>
    public static string TextAt(string source, SourceSpan at)
        => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(source).AsSpan((int)at.Start, (int)at.Length));

    /// <summary>The text with a change applied.</summary>
    public static string Apply(string source, FixIt fix)
    {
        var bytes = Encoding.UTF8.GetBytes(source).AsSpan();
        var end = fix is FixIt.Insert ? fix.At.Start : fix.At.End;
        return Encoding.UTF8.GetString(bytes[..(int)fix.At.Start]) + Transcript.TextOf(fix) + Encoding.UTF8.GetString(bytes[(int)end..]);
    }
}
