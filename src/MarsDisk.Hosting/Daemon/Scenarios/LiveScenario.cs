using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Hosting.Scenarios.Running;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>State of a scenario of a daemon.</summary>
public enum ScenarioState
{
    /// <summary>It is read and its runs compute.</summary>
    Running,

    /// <summary>It stopped and can be read on: its sender went away, or the daemon did.</summary>
    Suspended,

    /// <summary>It has ended.</summary>
    Ended,
}

/// <summary>One scenario that the daemon has taken.</summary>
/// <param name="order">What the daemon was told.</param>
/// <param name="directory">Its journals.</param>
/// <param name="sender">Who sends it; null: it is a file.</param>
internal sealed class LiveScenario(ScenarioOrder order, ScenarioDirectory directory, Sender? sender)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScenarioOrder Order => order;

    public ScenarioDirectory Directory => directory;

    public Sender? Sender => sender;

    /// <summary>Taken by this process while it is read.</summary>
    public OpenScenario? Open { get; set; }

    public ScenarioState State { get; private set; } = ScenarioState.Running;

    /// <summary>Whether a person holds its reading.</summary>
    public bool IsHeld { get; set; }

    /// <summary>How it ended, or why it stopped; null while it goes on.</summary>
    public ScenarioOutcome? Outcome { get; private set; }

    /// <summary>Ends with it, or when it stops.</summary>
    public Task Ended => _ended.Task;

    /// <summary>A scenario that ended before this process began.</summary>
    public static LiveScenario Past(ScenarioOrder order, ScenarioDirectory directory, ScenarioOutcome outcome)
    {
        var past = new LiveScenario(order, directory, null);
        past.End(outcome, isResumable: false);
        return past;
    }

    public void End(ScenarioOutcome outcome, bool isResumable)
    {
        Outcome = outcome;
        State = isResumable ? ScenarioState.Suspended : ScenarioState.Ended;
        sender?.Close();
        _ended.TrySetResult();
    }

    public static ScenarioOutcome OutcomeOf(ScenarioReport report) => new(
        report.ExitCode, report.Reason,
        [.. report.Runs.Select(run => new ScenarioRunOutcome(
            run.Name, run.Directory, run.ExitCode, run.Reason, run.Expectations.Count(expectation => expectation.IsMet), run.Expectations.Count))],
        [.. report.Diagnostics.Select(found => FormattableString.Invariant($"{found.At.StartLine}:{found.At.StartColumn} {found.Severity.ToString().ToLowerInvariant()} {found.Code}: {found.Message}"))]);
}
