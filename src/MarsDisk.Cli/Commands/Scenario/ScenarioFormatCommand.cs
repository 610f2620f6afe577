using System.Buffers;
using System.CommandLine;
using System.Text;

using MarsDisk.Cli.Output.Scenarios;
using MarsDisk.Cli.Running.Reading;
using MarsDisk.Hosting;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Json;

namespace MarsDisk.Cli.Commands.Scenario;

/// <summary><c>scenario fmt</c>: the canonical form. A source with a mistake is left as it is.</summary>
internal static class ScenarioFormatCommand
{
    public static Command Build(Func<Stream> standardInput)
    {
        var options = new ReadOptions();
        var write = new Option<bool>("--write") { Description = "Change the file instead of printing" };
        var check = new Option<bool>("--check") { Description = "Print nothing; 6 when the file is not in canonical form" };
        var command = new Command("fmt", "Prints a scenario in canonical form; comments and blank lines stay.") { write, check };
        options.AddTo(command);
        command.SetAction(line => ReadSession.Run(line, options, RecoverMode.Collect, standardInput,
            session => FormatAsync(session, line.GetValue(write), line.GetValue(check))));
        return command;
    }

    private static async Task<int> FormatAsync(ReadSession session, bool isWriting, bool isChecking)
    {
        var path = session.Settings.Source;
        if (isWriting && (isChecking || path == "-" || ScenarioInput.IsSocket(path)))
            throw new FormatException("--write changes a file: it takes neither --check nor another source.");

        var source = await session.BytesAsync();
        var formatted = session.Input.IsJson ? FormatJson(session, source) : ScenarioFormatter.Format(source);
        if (formatted.HasErrors)
        {
            var meta = new StreamMeta { ConsumedBytes = source.Length };
            var wrong = new ReadEnd(formatted.Diagnostics, false, meta, ScenarioExit.Of(formatted.Diagnostics), null);
            session.AnswerIfWrong("scenario fmt", wrong);
            return wrong.ExitCode;
        }

        if (isChecking)
            return formatted.Text.AsSpan().SequenceEqual(source) ? ExitCodes.Done : Differs(session);
        if (!isWriting)
            session.Output.Write(Encoding.UTF8.GetString(formatted.Text));
        else if (!formatted.Text.AsSpan().SequenceEqual(source))
            Replace(path, formatted.Text);
        return ExitCodes.Done;
    }

    private static int Differs(ReadSession session)
    {
        session.Messages.WriteLine($"{session.Settings.Name} is not in canonical form; marsdisk scenario fmt --write changes it.");
        return ExitCodes.Different;
    }

    private static FormattedScenario FormatJson(ReadSession session, byte[] source)
    {
        var lines = new ArrayBufferWriter<byte>(source.Length + 1);
        using var sink = new JsonLinesSink(lines);
        var run = session.Settings.Config.RunConfig;
        var result = StatementRunner.Run(new JsonScenarioGrammar(), source, sink, run with { Limits = JsonScenarioGrammar.Limits(run.Limits) });
        return new FormattedScenario(lines.WrittenSpan.ToArray(), result.Diagnostics);
    }

    // The old text stays whole until the new one is: it is put in its place by its name.
    private static void Replace(string path, byte[] text)
    {
        var aside = path + ".fmt";
        File.WriteAllBytes(aside, text);
        File.Move(aside, path, overwrite: true);
    }
}
