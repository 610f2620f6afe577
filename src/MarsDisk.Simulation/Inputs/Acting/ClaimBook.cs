using MarsDisk.Simulation.Inputs.Saved;

namespace MarsDisk.Simulation.Inputs.Acting;

/// <summary>Looks at the claims that are due at a border, and reports each that fails.</summary>
internal sealed class ClaimBook(InputState state, MetricReader metrics, List<InputEffect> effects)
{
    /// <summary>Looks at what belongs to a border.</summary>
    /// <param name="step">The border before this step; at least 1, for there has to be a step to look at.</param>
    /// <param name="time">Its simulated time, s.</param>
    /// <returns>Whether one failed that had not failed before.</returns>
    public bool LookAt(long step, double time)
    {
        var hasFailed = false;
        foreach (var track in state.Claims)
        {
            var claim = track.Input.Claim;
            var isDue = claim.When == ClaimTime.Always || (claim.When == ClaimTime.At && claim.Time <= time && track.Step < 0);
            if (isDue && track.Verdict == Verdict.Open)
                hasFailed |= Look(track, step, time);
        }
        return hasFailed;
    }

    /// <summary>Looks at what belongs to the end, and closes what was open until now.</summary>
    public void LookAtEnd(long step, double time)
    {
        foreach (var track in state.Claims)
        {
            if (track.Verdict != Verdict.Open)
                continue;
            if (track.Input.Claim.When != ClaimTime.At || track.Step < 0)
                Look(track, step, time);
            if (track is { Verdict: Verdict.Open, IsDecidedByBorder: true })
                track.Verdict = Verdict.Held;
        }
    }

    private bool Look(ClaimTrack track, long step, double time)
    {
        if (!track.Look(metrics.At(track.Input.Claim.Metric, time), step, time))
            return false;
        effects.Add(new InputEffect.ReportFailure(track.Found));
        return true;
    }
}
