using MarsDisk.Actors.Parsing.Binding;

namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>A run, or the runs of a sweep: what takes one place in the order of the source.</summary>
/// <param name="name">Its name.</param>
/// <param name="runs">The runs of a sweep; null for a run.</param>
/// <param name="parallel">How many of them at once.</param>
/// <param name="continuesAfterFailure">Whether the scenario goes on when one of them has failed.</param>
internal sealed class RunGroup(string name, ISweptRuns? runs, int parallel, bool continuesAfterFailure)
{
    private int _next;

    public string Name => name;

    public ISweptRuns? Runs => runs;

    public bool ContinuesAfterFailure => continuesAfterFailure;

    /// <summary>Runs that have taken their place, in order.</summary>
    public List<RunLine> Lines { get; } = [];

    /// <summary>Whether every run has ended.</summary>
    public bool HasEnded => (runs is null || (_next == runs.Count && Lines.Count == runs.Count)) && Lines.TrueForAll(line => line.Settled is not null);

    /// <summary>The next run of a sweep that should be planned; null: none now.</summary>
    public int? TakeIndex()
    {
        if (runs is null || _next == runs.Count)
            return null;
        var planning = _next - Lines.Count;
        if (planning + Lines.Count(line => line.Settled is null) >= parallel)
            return null;
        return _next++;
    }
}
