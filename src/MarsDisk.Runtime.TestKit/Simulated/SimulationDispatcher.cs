namespace MarsDisk.Runtime.Testing;

/// <summary>
/// Runs all actors of a system on one thread, one message a turn, and picks the next mailbox by a seeded generator: the
/// same seed gives the same interleaving, another seed another one. Give it to the system under every dispatcher id.
/// </summary>
/// <param name="random">Picks the turns; null: first come, first served.</param>
public sealed class SimulationDispatcher(SeededRandom? random) : MessageDispatcher(1)
{
    private readonly List<IThreadPoolWorkItem> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>A dispatcher with a generator of its own.</summary>
    /// <param name="seed">Seed of the generator.</param>
    public SimulationDispatcher(long seed) : this(new SeededRandom(seed))
    {
    }

    /// <summary>Turns that could be next: of actors (<see cref="IActorTurn"/>) and of whatever else was scheduled.</summary>
    public IReadOnlyList<IThreadPoolWorkItem> Ready => _ready;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Another thread schedules: what follows could not be repeated.</exception>
    public override void Schedule(IThreadPoolWorkItem turn)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("A simulation runs on one thread, and another one has sent a message.");
        _ready.Add(turn);
    }

    /// <summary>Picks the next turn and takes it from the ready ones; null when there is none. The caller executes it.</summary>
    public IThreadPoolWorkItem? Pick()
    {
        if (_ready.Count == 0)
            return null;
        var index = random?.Below(_ready.Count) ?? 0;
        var turn = _ready[index];
        _ready.RemoveAt(index);
        return turn;
    }

    /// <summary>Runs turns until none is ready.</summary>
    /// <param name="turnsMax">More turns than this mean that the actors never come to rest.</param>
    /// <returns>Number of turns.</returns>
    /// <exception cref="InvalidOperationException">There were more turns.</exception>
    public int RunUntilIdle(int turnsMax = 100_000)
    {
        var turns = 0;
        for (; Pick() is { } turn; turns++)
        {
            if (turns == turnsMax)
                throw new InvalidOperationException($"After {turnsMax} turns {_ready.Count + 1} are still ready.");
            turn.Execute();
        }
        return turns;
    }
}
