using MarsDisk.Actors.Messages;
using MarsDisk.History.Columns;

namespace MarsDisk.Simulated.Laws;

/// <summary>
/// Follows the buffers of one process by the messages that carry them: one owner each, untouched from the seal to the
/// commit, and granted again only when the journal durably names their rows.
/// </summary>
internal sealed class BufferWitness
{
    private enum Place
    {
        Free,
        Filling,
        Sealed,
        Writing,
        Published,
        Refused,
    }

    private readonly Dictionary<ChunkBuffer, Holding> _holdings = [];
    private readonly Dictionary<string, LaneClosed> _lanes = new(StringComparer.Ordinal);
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>A message waits for an actor.</summary>
    /// <param name="message">The message.</param>
    /// <param name="run">Run whose actor it waits for; null for the others.</param>
    /// <param name="durableEndStep">Step behind the last durable chunk of that run.</param>
    /// <param name="laws">Takes violations.</param>
    public void See(object message, string? run, Func<string, long> durableEndStep, LawBook laws)
    {
        switch (message)
        {
            case BufferGranted granted when run is not null && _seen.Add(message):
                Grant(granted.Buffer, run, durableEndStep, laws);
                break;
            case StepBatch { Seal: not null } batch when _seen.Add(message):
                Expect(batch.Buffer, [Place.Filling, Place.Sealed], "sealed", laws)?.Seal(batch.Buffer);
                break;
            case FlushChunk chunk when _seen.Add(message):
                Move(chunk.Buffer, Place.Sealed, Place.Writing, "given to the writer", laws);
                break;
            case ChunkPublished published when _seen.Add(message):
                Move(published.Buffer, Place.Writing, Place.Published, "published", laws);
                break;
            case LaneClosed closed when _seen.Add(message):
                _lanes[closed.Run.Value] = closed;
                break;
            case ChunkRefused refused when _seen.Add(message):
                Move(refused.Buffer, Place.Writing, Place.Refused, "refused", laws);
                break;
        }
    }

    /// <summary>
    /// A turn is over. When the RunActor has handled the writer's last answer, whatever happened to its buffers is over.
    /// </summary>
    public void NoteHandled(IThreadPoolWorkItem turn)
    {
        if (_lanes.Count == 0 || turn is not IActorTurn mailbox || WorldLaws.RunOf(mailbox.Actor) is not { } run
            || !_lanes.TryGetValue(run, out var closed) || mailbox.Waiting.Contains(closed))
            return;
        _lanes.Remove(run);
        foreach (var holding in _holdings.Values.Where(holding => holding.Run == run))
            holding.Place = Place.Free;
    }

    /// <summary>Another RunActor has taken the run up, with buffers of its own.</summary>
    public void Forget(string run)
    {
        foreach (var (buffer, holding) in _holdings)
        {
            if (holding.Run == run)
                _holdings.Remove(buffer);
        }
    }

    /// <summary>Buffers of a run that somebody fills, writes or commits.</summary>
    public int OutOf(string run) => _holdings.Values.Count(holding => holding.Run == run && holding.Place != Place.Free);

    private void Grant(ChunkBuffer buffer, string run, Func<string, long> durableEndStep, LawBook laws)
    {
        if (!_holdings.TryGetValue(buffer, out var holding))
            _holdings[buffer] = holding = new Holding(run);
        var isCommitted = holding.Place == Place.Published && holding.EndStep <= durableEndStep(run);
        laws.Require(
            isCommitted || holding.Place == Place.Free,
            () => $"A buffer of {run} was granted while {holding.Place} with the steps [{holding.FirstStep}, {holding.EndStep}), of which {durableEndStep(run)} are committed.");
        holding.Place = Place.Filling;
    }

    private void Move(ChunkBuffer buffer, Place from, Place to, string what, LawBook laws)
    {
        if (Expect(buffer, [from], what, laws) is not { } holding)
            return;
        laws.Require(holding.IsUntouched(buffer), () => $"A sealed buffer of {holding.Run} was written before its commit: now generation {buffer.Generation} with {buffer.Rows} rows from step {buffer.FirstStep}.");
        holding.Place = to;
    }

    // A buffer of an earlier incarnation is nobody's any more.
    private Holding? Expect(ChunkBuffer buffer, ReadOnlySpan<Place> places, string what, LawBook laws)
    {
        if (!_holdings.TryGetValue(buffer, out var holding))
            return null;
        if (!places.Contains(holding.Place))
            laws.Break($"A buffer of {holding.Run} was {what} while it was {holding.Place}: it has two owners.");
        return holding;
    }

    private sealed class Holding(string run)
    {
        private int _generation;
        private int _rows;

        public string Run { get; } = run;

        public Place Place { get; set; } = Place.Free;

        public long FirstStep { get; private set; }

        public long EndStep { get; private set; }

        public void Seal(ChunkBuffer buffer)
        {
            Place = Place.Sealed;
            (_generation, _rows, FirstStep, EndStep) = (buffer.Generation, buffer.Rows, buffer.FirstStep, buffer.EndStep);
        }

        public bool IsUntouched(ChunkBuffer buffer) =>
            (buffer.Generation, buffer.Rows, buffer.FirstStep) == (_generation, _rows, FirstStep);
    }
}
