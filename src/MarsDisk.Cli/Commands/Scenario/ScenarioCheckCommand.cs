using System.CommandLine;

using MarsDisk.Cli.Output.Scenarios;
using MarsDisk.Cli.Running.Reading;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;
using MarsDisk.Parsing;

namespace MarsDisk.Cli.Commands.Scenario;

/// <summary><c>scenario check</c>: names every mistake of a scenario; runs nothing.</summary>
internal static class ScenarioCheckCommand
{
    public static Command Build(Func<Stream> standardInput)
    {
        var options = new ReadOptions();
        var faults = new Option<bool>("--faults") { Description = "Fault statements are allowed" };
        var command = new Command("check", "Names every mistake of a scenario with its line and what was expected.") { faults };
        options.AddTo(command);
        command.SetAction(line => ReadSession.Run(line, options, RecoverMode.Collect, standardInput,
            session => CheckAsync(session, line.GetValue(faults))));
        return command;
    }

    private static async Task<int> CheckAsync(ReadSession session, bool areFaultsAllowed)
    {
        var binding = new BindingSink(session.Settings.Source, areFaultsAllowed, session.Input.Captured);
        var read = await session.ReadAsync(binding);
        binding.Finish();
        var found = read.Diagnostics.Concat(binding.Findings).OrderBy(diagnostic => diagnostic.At.Start).ToList();
        var code = read.ExitCode != ExitCodes.Done ? read.ExitCode : ScenarioExit.Of(found);
        session.Answer("scenario check", found, read, code);
        if (session.Settings.Form == AnswerForm.Human && code == ExitCodes.Done)
            session.Output.WriteLine($"{session.Settings.Name}: {(found.Count == 0 ? "no findings" : Words.Count(found.Count, "warning"))}");
        return code;
    }
}
