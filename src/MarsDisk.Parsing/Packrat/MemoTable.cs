using System.Runtime.CompilerServices;

namespace MarsDisk.Parsing;

/// <summary>
/// Replies of rules by rule and place, so that no rule reads a place twice. Only stable replies are kept. Bounded:
/// beyond
/// the budget the entries with the smallest offsets go first. What is dropped costs time and changes no result.
/// </summary>
/// <param name="budgetBytes">Most memory, by estimate.</param>
internal sealed class MemoTable(long budgetBytes)
{
    // The entry object, its slot in the dictionary and its slot in the queue.
    private const int EntryBytes = 160;

    private readonly Dictionary<(uint Rule, long Offset), MemoEntry> _entries = [];
    private readonly PriorityQueue<MemoEntry, long> _byOffset = new();
    private long _ownAllocations;

    /// <summary>
    /// Memory of the entries, bytes: their own and everything that was allocated while their values were made.
    /// </summary>
    public long Bytes { get; private set; }

    public int Entries => _entries.Count;

    public long Hits { get; private set; }

    public long Misses { get; private set; }

    /// <summary>Entries dropped for the budget.</summary>
    public long Evictions { get; private set; }

    /// <summary>Entries dropped because the watermark passed them.</summary>
    public long Pruned { get; private set; }

    /// <summary>Replies that were not kept because they alone exceed what is left of the budget.</summary>
    public long BudgetDrops { get; private set; }

    /// <summary>Smallest offset of an entry; null without entries.</summary>
    public long? FirstOffset => _byOffset.TryPeek(out _, out var offset) ? offset : null;

    /// <summary>What this thread has allocated for values so far: everything but the table itself.</summary>
    public long Allocated => GC.GetAllocatedBytesForCurrentThread() - _ownAllocations;

    /// <summary>Answers as the rule answered before at this place: value, cursor, and what was examined.</summary>
    public bool TryReplay<T>(scoped ref ParseState state, Parser<T> rule, uint id, out Reply reply, out T value)
    {
        var start = state.Input.BaseOffset + state.Cursor;
        if (_entries.TryGetValue((id, start), out var entry)
            && entry is MemoEntry<T> known && ReferenceEquals(known.Rule, rule))
        {
            Hits++;
            state.Cursor = (int)(known.End - state.Input.BaseOffset);
            state.Examine((int)(known.Examined - state.Input.BaseOffset));
            (reply, value) = (known.Reply, known.Value);
            return true;
        }

        Misses++;
        (reply, value) = (default, default!);
        return false;
    }

    /// <summary>Keeps a reply, if no byte that is still to come can change it.</summary>
    /// <param name="state">The state behind the rule; examined counts the bytes of this rule only.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="id">Its number.</param>
    /// <param name="start">Where it began, an index into the window.</param>
    /// <param name="reply">What it answered.</param>
    /// <param name="value">Its value.</param>
    /// <param name="payloadBytes">Memory of the value.</param>
    public void Store<T>(
        scoped ref ParseState state, Parser<T> rule, uint id, int start, in Reply reply, T value, long payloadBytes)
    {
        var isOpen = !state.Input.IsFinal && state.Examined > state.Input.Bytes.Length;
        if (reply.Kind == ReplyKind.NeedMore || isOpen)
            return;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var offset = state.Input.BaseOffset;
        var entry = new MemoEntry<T>(
            rule, id, offset + start, offset + state.Cursor, offset + state.Examined, reply, value)
        {
            Bytes = EntryBytes + Unsafe.SizeOf<T>() + payloadBytes,
        };
        Add(entry);
        _ownAllocations += GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Drops every entry that begins before the watermark.</summary>
    public void Prune(long watermark)
    {
        while (_byOffset.TryPeek(out _, out var offset) && offset < watermark)
            Pruned += RemoveFirst();
    }

    /// <summary>
    /// Drops every entry that an edit may have changed: those that examined a byte of the edited range, and, when the
    /// length
    /// of the source changes, all behind it, because their places move.
    /// </summary>
    /// <param name="start">First changed byte.</param>
    /// <param name="end">The byte behind the last changed one, before the edit.</param>
    /// <param name="lengthChanges">Later bytes move.</param>
    public void Invalidate(long start, long end, bool lengthChanges)
    {
        var kept = new List<MemoEntry>(_entries.Count);
        foreach (var entry in _entries.Values)
        {
            var touches = entry.Start < end && entry.Examined > start;
            if (!touches && !(lengthChanges && entry.Start >= start))
                kept.Add(entry);
        }

        _entries.Clear();
        _byOffset.Clear();
        Bytes = 0;
        foreach (var entry in kept)
            Add(entry);
    }

    private void Add(MemoEntry entry)
    {
        while (Bytes + entry.Bytes > budgetBytes && FirstOffset < entry.Start)
            Evictions += RemoveFirst();
        if (Bytes + entry.Bytes > budgetBytes || !_entries.TryAdd((entry.RuleId, entry.Start), entry))
        {
            BudgetDrops++;
            return;
        }

        _byOffset.Enqueue(entry, entry.Start);
        Bytes += entry.Bytes;
    }

    private int RemoveFirst()
    {
        var entry = _byOffset.Dequeue();
        _entries.Remove((entry.RuleId, entry.Start));
        Bytes -= entry.Bytes;
        return 1;
    }
}

/// <summary>One stored reply. Offsets count from the start of the source.</summary>
internal abstract class MemoEntry(uint ruleId, long start, long end, long examined)
{
    public uint RuleId => ruleId;

    public long Start => start;

    public long End => end;

    public long Examined => examined;

    public long Bytes { get; init; }
}

/// <summary>One stored reply with its value.</summary>
internal sealed class MemoEntry<T>(Parser<T> rule, uint id, long start, long end, long examined, Reply reply, T value)
    : MemoEntry(id, start, end, examined)
{
    public Parser<T> Rule => rule;

    public Reply Reply => reply;

    public T Value => value;
}
