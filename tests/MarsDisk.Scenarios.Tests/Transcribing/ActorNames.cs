using MarsDisk.Actors.Parsing.Coordination;

namespace MarsDisk.Scenarios.Transcribing;

/// <summary>
/// Short names of actors and runs. The id of a run is a hash of its plan and would change with every key; its name in the scenario
/// does not.
/// </summary>
internal sealed class ActorNames
{
    /// <summary>Name of everybody who has none.</summary>
    public const string Nobody = "·";

    private const string RunPrefix = "run-";

    private readonly Dictionary<string, string> _runs = new(StringComparer.Ordinal);

    /// <summary>A run was handed to the node.</summary>
    public void Learn(RunBegan began) => _runs[began.Run.Value] = began.Name;

    /// <summary>Name of a run.</summary>
    public string OfRun(string id) => _runs.GetValueOrDefault(id, "run");

    /// <summary>Name of an actor: that of the run in front of its stages.</summary>
    public string Of(IActorRef? actor)
    {
        if (actor is null || actor.Equals(ActorRefs.NoSender) || actor.IsNobody())
            return Nobody;
        var elements = actor.Path.Elements;
        if (elements.Count == 0 || elements[0] != "user")
            return Nobody;
        var run = elements.FirstOrDefault(element => element.StartsWith(RunPrefix, StringComparison.Ordinal));
        var name = elements[^1];
        if (run is null)
            return WithoutLife(name);
        var of = OfRun(run[RunPrefix.Length..]);
        return name == run ? of : $"{of}.{name}";
    }

    /// <summary>Name of a persistent actor by its id.</summary>
    public string OfJournal(string persistenceId) => persistenceId switch
    {
        _ when persistenceId.StartsWith(RunPrefix, StringComparison.Ordinal) => OfRun(persistenceId[RunPrefix.Length..]),
        _ when persistenceId.StartsWith("scenario-parser-", StringComparison.Ordinal) => "parser",
        _ => "coordinator",
    };

    // coordinator-1, parser-2, journal-1, feeder-1: the number counts the lives.
    private static string WithoutLife(string name) =>
        name.LastIndexOf('-') is > 0 and var dash && int.TryParse(name.AsSpan(dash + 1), System.Globalization.CultureInfo.InvariantCulture, out var life) && life <= 2 ? name[..dash] : name;
}
