using System.CommandLine;

using MarsDisk.Cli.Commands.Daemon;

namespace MarsDisk.Cli.Commands.Scenario;

/// <summary>The group <c>scenario</c> (streaming-parser.md §5.1).</summary>
internal static class ScenarioCommands
{
    /// <summary>The group with all its commands.</summary>
    /// <param name="standardInput">What <c>-</c> reads; opened when it is needed.</param>
    public static Command Build(Func<Stream>? standardInput = null)
    {
        var input = standardInput ?? Console.OpenStandardInput;
        return new Command("scenario", "Checks, formats, converts, explains and runs scenarios.")
        {
            ScenarioCheckCommand.Build(input),
            ScenarioFormatCommand.Build(input),
            ScenarioConvertCommand.Build(input),
            ScenarioExplainCommand.Build(input),
            LanguageServerCommand.Build(),
            ScenarioRunCommand.Build(),
            ScenarioHere.BuildResume(),
            ScenarioDaemonCommands.Status(),
            ScenarioDaemonCommands.Cancel(),
            ScenarioDaemonCommands.Pause(),
            ScenarioDaemonCommands.Continue(),
        };
    }
}
