using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>Runs that were told to pause until somebody says resume, and nobody has.</summary>
internal sealed class OpenPauses
{
    private readonly Dictionary<string, SourceSpan> _paused = new(StringComparer.Ordinal);

    /// <summary>Takes note of an event of a run.</summary>
    public void Note(string run, ScenarioAction action, in SourceSpan at)
    {
        switch (action)
        {
            case ScenarioAction.Pause { WallTime: null }:
                _paused[run] = at;
                break;
            case ScenarioAction.Resume:
                _paused.Remove(run);
                break;
        }
    }

    /// <summary>Takes note of a statement that acts on a run at once.</summary>
    public void Note(RunControl control)
    {
        if (control.Kind == RunControlKind.Pause)
            _paused[control.RunId] = control.Span;
        else if (control.Kind is RunControlKind.Resume or RunControlKind.Stop)
            _paused.Remove(control.RunId);
    }

    /// <summary>The scenario ends: whoever is still paused waits for a person.</summary>
    public void End(Problems problems)
    {
        foreach (var (run, at) in _paused.OrderBy(pause => pause.Value.Start).DistinctBy(pause => pause.Value.Start))
            problems.Warning("scn.run.pause_without_resume", at, $"Run \"{run}\" is paused here and the scenario ends without a resume: it waits until somebody continues it.");
        _paused.Clear();
    }
}
