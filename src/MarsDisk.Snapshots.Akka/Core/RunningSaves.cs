namespace MarsDisk.Snapshots.Akka;

/// <summary>
/// The saves and deletions that are under way, by persistence id. What the store actor asks for is entered here on its thread,
/// so that the order of requests is known however their work overlaps.
/// </summary>
internal sealed class RunningSaves
{
    private readonly Dictionary<string, List<RunningSave>> _saves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RunningSave>> _unconfirmed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Task>> _deletions = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>How many saves run.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _saves.Values.Sum(saves => saves.Count);
        }
    }

    /// <summary>Enters a save.</summary>
    /// <param name="save">The save.</param>
    /// <param name="isConfirmed">What the actor is told of it will be said.</param>
    public void Add(RunningSave save, bool isConfirmed)
    {
        lock (_gate)
        {
            Of(_saves, save.PersistenceId).Add(save);
            if (isConfirmed)
                Of(_unconfirmed, save.PersistenceId).Add(save);
        }
    }

    /// <summary>The actor hears that a save succeeded.</summary>
    public void Confirm(string persistenceId, long sequenceNr, long timestampTicks)
    {
        lock (_gate)
        {
            if (_unconfirmed.TryGetValue(persistenceId, out var waiting)
                && waiting.Find(save => save.IsOf(sequenceNr, timestampTicks)) is { } confirmed)
                Remove(_unconfirmed, persistenceId, confirmed);
        }
    }

    /// <summary>The actor hears that a save failed: gives up those that may be meant.</summary>
    /// <returns>Them, ended ones included.</returns>
    public IReadOnlyList<RunningSave> Disown(string persistenceId, long sequenceNr, long? timestampTicks)
    {
        List<RunningSave> meant;
        lock (_gate)
        {
            meant = _unconfirmed.TryGetValue(persistenceId, out var waiting) ? waiting.FindAll(save => save.IsOf(sequenceNr, timestampTicks)) : [];
            foreach (var save in meant)
                Remove(_unconfirmed, persistenceId, save);
        }
        foreach (var save in meant)
            save.GiveUp();
        return meant;
    }

    /// <summary>The save has ended, and from now on a deletion finds its record instead.</summary>
    /// <returns>False: it was given up before, and what it stored is not wanted.</returns>
    public bool TryEnd(RunningSave save)
    {
        lock (_gate)
        {
            Remove(_saves, save.PersistenceId, save);
            return !save.IsGivenUp;
        }
    }

    /// <summary>Gives up the saves that are meant, and enters the deletion that wants it so.</summary>
    /// <returns>Them.</returns>
    public IReadOnlyList<RunningSave> GiveUp(string persistenceId, Func<RunningSave, bool> isMeant, Task deletion)
    {
        List<RunningSave> meant;
        lock (_gate)
        {
            meant = _saves.TryGetValue(persistenceId, out var saves) ? saves.FindAll(save => isMeant(save)) : [];
            Of(_deletions, persistenceId).Add(deletion);
        }
        foreach (var save in meant)
            save.GiveUp();
        return meant;
    }

    /// <summary>A deletion has ended.</summary>
    public void End(string persistenceId, Task deletion)
    {
        lock (_gate)
            Remove(_deletions, persistenceId, deletion);
    }

    /// <summary>Ends when the deletions have ended that are under way now, however they end.</summary>
    public Task DeletionsOf(string persistenceId)
    {
        lock (_gate)
            return _deletions.TryGetValue(persistenceId, out var deletions) ? Task.WhenAll(deletions) : Task.CompletedTask;
    }

    private static List<T> Of<T>(Dictionary<string, List<T>> all, string persistenceId)
    {
        if (!all.TryGetValue(persistenceId, out var list))
            all[persistenceId] = list = [];
        return list;
    }

    private static void Remove<T>(Dictionary<string, List<T>> all, string persistenceId, T item)
    {
        if (all.TryGetValue(persistenceId, out var list) && list.Remove(item) && list.Count == 0)
            all.Remove(persistenceId);
    }
}

/// <summary>One save on its way. It may be given up until its record is live.</summary>
internal sealed class RunningSave : IProgress<SnapshotProgress>, IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly Lock _gate = new();
    private readonly Action<SnapshotProgress>? _captured;

    public RunningSave(
        string persistenceId, long sequenceNr, long timestampTicks, Guid writeId, Action<SnapshotProgress>? captured, CancellationToken cancellation)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        TimestampTicks = timestampTicks;
        WriteId = writeId;
        _captured = captured;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Token = _cancellation.Token;
    }

    public string PersistenceId { get; }

    public long SequenceNr { get; }

    public long TimestampTicks { get; }

    /// <summary>The write id under which it would be committed; the pipeline may take a new one.</summary>
    public Guid WriteId { get; private set; }

    public bool IsGivenUp { get; private set; }

    public CancellationToken Token { get; }

    public bool IsOf(long sequenceNr, long? timestampTicks) =>
        SequenceNr == sequenceNr && (timestampTicks is null || TimestampTicks == timestampTicks);

    /// <summary>Ends it, unless its bytes are being published; its commit is prevented by whoever fences the write id.</summary>
    public void GiveUp()
    {
        lock (_gate)
            IsGivenUp = true;
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }

    // Called between the publication and the commit. A write id that was chosen after the save was given up is fenced by
    // nobody: it must not be committed.
    public void Report(SnapshotProgress value)
    {
        if (value.Kind == SnapshotProgressKind.Captured)
            _captured?.Invoke(value);
        if (value.Kind != SnapshotProgressKind.Placed)
            return;
        lock (_gate)
        {
            WriteId = value.WriteId;
            if (IsGivenUp)
                throw new OperationCanceledException("The save was given up before its commit.", Token);
        }
    }

    public void Dispose() => _cancellation.Dispose();
}
