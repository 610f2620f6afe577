using System.CommandLine;

using MarsDisk.Hosting.Progress;

namespace MarsDisk.Cli.Commands;

/// <summary>What is shown while a run goes on; never what it computes.</summary>
internal sealed class ProgressOptions
{
    public Option<string?> Progress { get; } = new("--progress")
    {
        Description = "auto, bar, lines, json or off; without a word: auto",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Warnings and errors only" };

    public Option<bool> NoQuiet { get; } = new("--no-quiet") { Description = "Say more, whatever the configuration says" };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON document on standard output at the end" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Progress, Quiet, NoQuiet, Json])
            command.Add(option);
    }

    /// <summary>The rendering for this terminal, or null when the word is not known.</summary>
    /// <param name="line">The parsed command line.</param>
    /// <param name="isOnByConfiguration">io.progress.enable, or streaming (runner.md D-04).</param>
    public ProgressMode? Mode(ParseResult line, bool isOnByConfiguration)
    {
        var word = line.GetResult(Progress) is { Implicit: false } ? line.GetValue(Progress) ?? "auto" : null;
        var mode = word switch
        {
            null => isOnByConfiguration && !line.GetValue(Quiet) ? ProgressMode.Auto : ProgressMode.Off,
            "auto" => ProgressMode.Auto,
            "bar" => ProgressMode.Bar,
            "lines" => ProgressMode.Lines,
            "json" => ProgressMode.Json,
            "off" => ProgressMode.Off,
            _ => (ProgressMode?)null,
        };
        if (mode is null)
            Console.Error.WriteLine($"--progress {word} is not known: auto, bar, lines, json or off.");
        return mode is ProgressMode.Auto ? ForThisTerminal() : mode;
    }

    private static ProgressMode ForThisTerminal() =>
        Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is "dumb" ? ProgressMode.Lines : ProgressMode.Bar;
}
