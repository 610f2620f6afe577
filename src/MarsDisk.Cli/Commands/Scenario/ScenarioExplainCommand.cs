using System.CommandLine;

using MarsDisk.Cli.Output.Scenarios;
using MarsDisk.Cli.Running.Reading;
using MarsDisk.Parsing;

namespace MarsDisk.Cli.Commands.Scenario;

/// <summary><c>scenario explain</c>: every unit with its ordinal, its place and its record, one JSON object a line.</summary>
internal static class ScenarioExplainCommand
{
    public static Command Build(Func<Stream> standardInput)
    {
        var options = new ReadOptions();
        var command = new Command("explain", "Prints what is read: one JSON object a line with ordinal, place and record.");
        options.AddTo(command);
        command.SetAction(line => ReadSession.Run(line, options, RecoverMode.Collect, standardInput, ExplainAsync));
        return command;
    }

    private static async Task<int> ExplainAsync(ReadSession session)
    {
        var lines = new ExplainLines(session.Output);
        var read = await session.ReadAsync(lines, lines.Watch);
        session.AnswerIfWrong("scenario explain", read);
        return read.ExitCode;
    }
}
