using System.CommandLine;
using System.Reflection;

using MarsDisk.Cli.Output;
using MarsDisk.Hosting;

namespace MarsDisk.Cli.Commands;

/// <summary><c>marsdisk config init</c>: prints one of the shipped configurations, comments included.</summary>
internal static class InitCommand
{
    private static readonly string[] Names = ["quick", "base", "supply", "sublimation"];

    public static Command Build()
    {
        var template = new Option<string>("--template") { Description = string.Join(", ", Names), DefaultValueFactory = _ => Names[0] };
        var command = new Command("init", "Prints a commented configuration to begin with.") { template };
        command.SetAction(line => Print(line.GetRequiredValue(template)));
        return command;
    }

    private static int Print(string name)
    {
        using var template = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.yml");
        if (template is null)
        {
            Console.Error.WriteLine($"--template {name} is not known: {string.Join(", ", Names)}.{(Nearest.To(name, Names) is { } near ? $" Did you mean {near}?" : "")}");
            return ExitCodes.Usage;
        }

        using var output = Console.OpenStandardOutput();
        template.CopyTo(output);
        return ExitCodes.Done;
    }
}
