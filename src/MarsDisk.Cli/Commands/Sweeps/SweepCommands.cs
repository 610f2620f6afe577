using System.CommandLine;

namespace MarsDisk.Cli.Commands.Sweeps;

/// <summary>The group <c>sweep</c> (experience.md §10).</summary>
internal static class SweepCommands
{
    public static Command Build() => new("sweep", "Runs one configuration over many parameters.")
    {
        SweepPlanCommand.Build(), SweepRunCommand.Build(), SweepStatusCommand.Build(), SweepRetryCommand.Build(), SweepCollectCommand.Build(),
    };
}
