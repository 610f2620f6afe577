using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

using MarsDisk.Cli.Commands.Daemon;
using MarsDisk.Cli.Commands.Scenario;
using MarsDisk.Cli.Commands.Snapshots;
using MarsDisk.Cli.Commands.Sweeps;
using MarsDisk.Cli.Output;
using MarsDisk.Cli.Running;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Running;

namespace MarsDisk.Cli.Commands;

/// <summary>All commands of the program, and what happens to a line that is not one of them.</summary>
internal static class CommandTree
{
    public static int Invoke(string[] arguments)
    {
        var root = Build();
        if (arguments.Length == 0)
            return ShowHelp(root);

        var line = root.Parse(arguments);
        if (line.Action is not HelpWithExamples && (line.Errors.Count > 0 || UnknownOptions(line).Any()))
            return Refuse(line);

        try
        {
            TestHooks.Arm(ProcessEnvironment.Variables, Console.Error.WriteLine);
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            if (line.CommandResult.Command is EndingCommand ending)
                invocation.ProcessTerminationTimeout = ending.EndsWithin;
            return line.Invoke(invocation);
        }
        catch (IOException closed) when (ClosedPipe.Is(closed))
        {
            return ExitCodes.Done;                  // who reads standard output has seen enough
        }
        catch (FormatException error)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCodes.Usage;
        }
        catch (Exception error)
        {
            return InternalError.Report(error);
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("Simulates the debris disk from which the moons of Mars formed.")
        {
            RunCommand.Build(),
            ResumeCommand.Build(),
            TableCommand.Build(),
            ConfigCommands.Build(),
            ScenarioCommands.Build(),
            SweepCommands.Build(),
            WorkerCommand.Build(),
            LanguageServerCommand.Build(),
            ServeCommand.Build(),
            RunsCommands.Build(),
            SnapshotsCommands.Build(),
            NodeCommands.Build(),
            VersionCommand.Build(),
        };
        root.Add(NodeOptions.File);
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    // Without a word there is nothing to answer: the help goes to standard error, and a script notices.
    private static int ShowHelp(RootCommand root)
    {
        root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = Console.Error });
        return ExitCodes.Usage;
    }

    private static int Refuse(ParseResult line)
    {
        foreach (var error in line.Errors.Select(found => found.Message).Distinct(StringComparer.Ordinal))
            Console.Error.WriteLine(error);
        foreach (var unknown in UnknownOptions(line).Concat(line.UnmatchedTokens).Distinct(StringComparer.Ordinal))
        {
            if (Nearest.To(unknown, Names(line.CommandResult.Command)) is { } near)
                Console.Error.WriteLine($"  '{unknown}' is not known here; did you mean '{near}'?");
        }

        Console.Error.WriteLine($"  see: marsdisk {Path(line.CommandResult)}--help");
        return ExitCodes.Usage;
    }

    // A mistyped option in front of a file is taken for the file.
    private static IEnumerable<string> UnknownOptions(ParseResult line) =>
        line.Tokens.Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal)).Select(token => token.Value);

    private static IEnumerable<string> Names(Command command) =>
        command.Subcommands.Select(sub => sub.Name)
            .Concat(command.Options.Select(option => option.Name))
            .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Select(option => option.Name));

    private static string Path(System.CommandLine.Parsing.CommandResult result)
    {
        var names = new Stack<string>();
        for (var node = result; node?.Parent is not null; node = node.Parent as System.CommandLine.Parsing.CommandResult)
            names.Push(node.Command.Name);
        return string.Concat(names.Select(name => name + " "));
    }
}
