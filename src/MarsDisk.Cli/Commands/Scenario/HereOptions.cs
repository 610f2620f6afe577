using System.CommandLine;

using MarsDisk.Cli.Running.ScenarioRuns;
using MarsDisk.Parsing;

using ParseResult = System.CommandLine.ParseResult;

namespace MarsDisk.Cli.Commands.Scenario;

/// <summary>How a command reads the scenario that it runs in this process (streaming-parser.md §5.1).</summary>
internal sealed class HereOptions
{
    private readonly ReadOptions _reading = new(isStreamingByDefault: true);

    private Option<bool> Precheck { get; } = new("--precheck") { Description = "Read the whole scenario for mistakes before the first step; default for files" };

    /// <summary>Nothing is read before the start.</summary>
    public Option<bool> NoPrecheck { get; } = new("--no-precheck") { Description = "Begin at once; a mistake ends the scenario where it stands" };

    private Option<bool> Spool { get; } = new("--spool") { Description = "Keep the bytes of standard input or of a connection, so that a killed scenario goes on" };

    private Option<string> Verify { get; } = new Option<string>("--verify")
    {
        Description = "How a source that was half read is compared: tail (default), full or none",
        DefaultValueFactory = _ => "tail",
    }.AcceptOnlyFromAmong("tail", "full", "none");

    private IReadOnlyList<Option> Here => [Spool, Verify, .. _reading.OfReading];

    private IReadOnlyList<Option> All => [Precheck, NoPrecheck, .. Here];

    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
    }

    /// <summary>The first of these options that a line has and that means nothing to a daemon; null: none.</summary>
    public Option? GivenForHere(ParseResult line) => Here.FirstOrDefault(option => line.GetResult(option) is { Implicit: false });

    /// <summary>The first of these options that a line has; null: none.</summary>
    public Option? Given(ParseResult line) => All.FirstOrDefault(option => line.GetResult(option) is { Implicit: false });

    /// <summary>What a line says about reading; the rest is the caller's.</summary>
    /// <param name="line">The line.</param>
    /// <param name="source">The scenario.</param>
    /// <param name="isJson">Whether the line has <c>--json</c>.</param>
    /// <exception cref="FormatException">Options contradict each other, or a value is none of those an option has.</exception>
    public ScenarioRequest Read(ParseResult line, string source, bool isJson)
    {
        if (line.GetValue(Precheck) && line.GetValue(NoPrecheck))
            throw new FormatException("--precheck and --no-precheck exclude each other.");
        var reading = _reading.Read(line, source, RecoverMode.Collect, isJson);
        var isChecked = !line.GetValue(NoPrecheck);
        if (!isChecked && (line.GetValue(_reading.Recover) is not null || line.GetValue(_reading.MaxErrors) is not null))
            throw new FormatException("--recover and --max-errors are for the check before the start, which --no-precheck leaves out: a run ends at the first mistake.");
        if (line.GetValue(Precheck) && reading.IsStreaming && source == "-")
            throw new FormatException("--precheck reads the source twice; standard input is read once: add --no-streaming.");
        return new ScenarioRequest(
            reading, null, AreFaultsAllowed: false, isChecked, line.GetValue(Spool), IsResume: false,
            Enum.Parse<ProofMode>(line.GetRequiredValue(Verify), ignoreCase: true), IsQuiet: false);
    }
}
