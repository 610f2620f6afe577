using MarsDisk.Actors.Node;
using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>Everything that a coordinator is made from.</summary>
/// <param name="ScenarioId">The scenario; the persistence id is <c>scenario-&lt;id&gt;</c>.</param>
/// <param name="Work">Meaning of units, and runs that can be started.</param>
/// <param name="Node">Starts runs.</param>
/// <param name="Lines">Line for planning and looking at directories.</param>
public sealed record CoordinatorSetup(string ScenarioId, IScenarioWork Work, IActorRef Node, IWorkLine Lines)
{
    /// <summary>Verdicts of an earlier time that the same source was run: a run that is finished has none to give any more.</summary>
    public IReadOnlyList<VerdictReached> Verdicts { get; init; } = [];
}

/// <summary>Anybody → coordinator; the answer is a <see cref="ScenarioStatus"/>.</summary>
/// <param name="ScenarioId">The scenario.</param>
public sealed record GetScenarioStatus(string ScenarioId) : INoSerializationVerificationNeeded;

/// <summary>Coordinator → whoever asked.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="NextOrdinal">Units below it have come.</param>
/// <param name="Active">Runs that were started and have not ended.</param>
/// <param name="Waiting">Runs that wait for their turn.</param>
/// <param name="Ended">Runs that have ended.</param>
public sealed record ScenarioStatus(
    string ScenarioId, long NextOrdinal, IReadOnlyList<string> Active, IReadOnlyList<string> Waiting, IReadOnlyList<string> Ended)
    : INoSerializationVerificationNeeded;
