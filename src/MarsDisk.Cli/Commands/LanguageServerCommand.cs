using System.CommandLine;

using MarsDisk.Cli.Running;
using MarsDisk.Configuration;
using MarsDisk.Configuration.Sweeps;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Hosting.Sweeps.Planning;
using MarsDisk.LanguageServer;
using MarsDisk.LanguageServer.Scenarios;
using MarsDisk.Simulation.Inputs.Metrics;

namespace MarsDisk.Cli.Commands;

/// <summary><c>marsdisk lsp</c>: the language server on standard input and output (streaming-parser.md §5.2).</summary>
internal static class LanguageServerCommand
{
    public static Command Build()
    {
        // Clients of the protocol add --stdio, to say which of several ways they want; there is only this one.
        var stdio = new Option<bool>("--stdio") { Description = "Standard input and output, the only way", Hidden = true };
        var command = new Command("lsp", "Serves an editor: diagnostics, completion and hover for configurations and scenarios.") { stdio };
        command.SetAction((_, cancellation) => ServeAsync(cancellation));
        return command;
    }

    private static async Task<int> ServeAsync(CancellationToken cancellation)
    {
        await using var output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error);      // a stray line must not end up between messages

        var services = new LanguageServices
        {
            Version = VersionCommand.Number,
            CheckConfiguration = Check,
            Scenarios = new ScenarioServices
            {
                Bind = ScenarioBinder.Review,
                Metrics = [.. MetricNames.All.Select(metric => (metric.Name, metric.Unit))],
                Stages = ScenarioBinder.Stages,
            },
        };
        return await LanguageServerHost.ServeAsync(Console.OpenStandardInput(), output, Console.Error, services, cancellation);
    }

    private static IReadOnlyList<Finding> Check(string text, string file)
    {
        if (SweepLoader.IsSweep(text))
            return SweepPlanner.Review(text, file);
        var source = new ConfigurationSource(file, text, [], null, new Dictionary<string, string>(StringComparer.Ordinal));
        return RunPreparation.Check(source, ProcessEnvironment.Variables);
    }
}
