using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Parser;

/// <content>How reading ends.</content>
public sealed partial class ScenarioParserActor
{
    private bool _isEndKept;

    private void TimedOut(string what)
    {
        switch (what)
        {
            case "journal":
                _checkpoints.Open(Context);
                KeepEligible();
                break;
            case "rest":
                _checkpoints.Rest(_parse);
                KeepEligible();
                break;
            case "rejected":
                _checkpoints.Refused();
                KeepEligible();
                break;
            case "stall":
                Context.GetLogger().Warning("scenario {0}: no credit for {1} s; something below it does not go on", _setup.ScenarioId, _setup.Times.CreditStallWarning.TotalSeconds);
                break;
            case "seek":
                End(new StreamError(StreamErrorKind.IoFailed, "The source did not go to its offset in time."));
                break;
            default:
                End(new StreamError(StreamErrorKind.Timeout, what switch
                {
                    "await" => "The source was silent for too long.",
                    "downstream" => "The coordinator of the scenario is gone.",
                    _ => "The scenario was paused for too long.",
                }));
                break;
        }
    }

    private void End(StreamError error)
    {
        if (_ending is not null)
            return;
        _ending = ScenarioEnding.Failed(_parse.Failed(error), _parse.Meta, error.IsResumable);
        Conclude(_ending, keep: true);
    }

    private void Ended()
    {
        _ending = ScenarioEnding.Of(_parse);
        Conclude(_ending, keep: true);
    }

    // Completed only when everything is acknowledged; a failure is said at once.
    private void Conclude(ScenarioEnding ending, bool keep)
    {
        _ending = ending;
        _feed.Stop(Context);
        foreach (var patience in (ReadOnlySpan<string>)["seek", "await", "stall", "pause", "rest"])
            Timers.Cancel(patience);                 // the journal may still be waited for
        if (!keep)
        {
            _coordinator.Tell(ending.Message(_setup.ScenarioId), Self);
            return;
        }

        if (_isEndKept || (ending.IsAccepted && ending.Units > _ackedBefore))
            return;
        _isEndKept = true;                           // said when it is durable
        _checkpoints.Keep(ending.Event);
    }
}
