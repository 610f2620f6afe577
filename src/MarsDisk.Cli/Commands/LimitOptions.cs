using System.CommandLine;

using MarsDisk.Cli.Running;

namespace MarsDisk.Cli.Commands;

/// <summary>Upper bounds of what a run may take here; none can change what it computes.</summary>
internal sealed class LimitOptions
{
    public Option<string?> Wall { get; } = new("--wall-limit") { Description = "HH:MM:SS: end early, resumable, before a job of this length is killed" };

    public Option<string?> WallMargin { get; } = new("--wall-margin") { Description = "Time to leave before that, HH:MM:SS or seconds; default: 60 s" };

    public Option<string?> Memory { get; } = new("--memory") { Description = "Upper bound of the buffers, for example 2GB; default: half of what the process may use" };

    public Option<int?> Threads { get; } = new("--threads") { Description = "Upper bound of busy threads; 1 computes and writes in turn; default: all cores" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Wall, WallMargin, Threads, Memory])
            command.Add(option);
    }

    /// <summary>The limits of a command line.</summary>
    /// <returns>The limits, or null after an explanation on standard error.</returns>
    /// <exception cref="FormatException">One of them cannot be understood.</exception>
    public RunLimits? Read(ParseResult line)
    {
        if (line.GetValue(Threads) is { } threads and < 1)
            throw new FormatException($"--threads {threads} is not possible: at least one thread is needed.");
        return NodeOptions.Read(line) is { } node
            ? new RunLimits(WallLimits.Parse(line.GetValue(Wall), line.GetValue(WallMargin)), line.GetValue(Threads), line.GetValue(Memory), node)
            : null;
    }
}
