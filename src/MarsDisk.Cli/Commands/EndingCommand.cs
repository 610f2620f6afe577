using System.CommandLine;

namespace MarsDisk.Cli.Commands;

/// <summary>
/// A command that ends in order by signals of its own and says how long that may take. The library ends any other command two
/// seconds after a signal.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does.</param>
/// <param name="endsWithin">How long it may take to end after a signal; null: the library takes no signal.</param>
internal sealed class EndingCommand(string name, string description, TimeSpan? endsWithin) : Command(name, description)
{
    /// <summary>For commands that commit what they have: longer than any disk takes for a chunk.</summary>
    public static readonly TimeSpan LastCommit = TimeSpan.FromDays(1);

    /// <summary>How long it may take to end after a signal; null: the library takes no signal.</summary>
    public TimeSpan? EndsWithin => endsWithin;
}
