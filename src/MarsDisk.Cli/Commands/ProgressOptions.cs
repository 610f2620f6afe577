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

    public Option<bool> NoQuiet { get; } = new("--no-quiet") { Description = "Say more, although the configuration has io.quiet" };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON document on standard output at the end" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Progress, Quiet, NoQuiet, Json])
            command.Add(option);
    }

    /// <summary>Whether only warnings and errors are said: what the line says, else what the configuration does.</summary>
    /// <param name="line">The parsed command line.</param>
    /// <param name="configured">io.quiet.</param>
    /// <exception cref="FormatException">The line says both.</exception>
    public bool IsQuiet(ParseResult line, bool configured = false) => (line.GetValue(Quiet), line.GetValue(NoQuiet)) switch
    {
        (true, true) => throw new FormatException("--quiet and --no-quiet exclude each other."),
        (var quiet, var not) => quiet || (configured && !not),
    };

    /// <summary>The rendering for this terminal, or null when the word is not known.</summary>
    /// <param name="line">The parsed command line.</param>
    /// <param name="isUsual">Without a word of the line: io.progress.enable, or streaming (runner.md D-04), and not quiet.</param>
    public ProgressMode? Mode(ParseResult line, bool isUsual)
    {
        var word = line.GetResult(Progress) is { Implicit: false } ? line.GetValue(Progress) ?? "auto" : null;
        var mode = word switch
        {
            null => isUsual ? ProgressMode.Auto : ProgressMode.Off,
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
