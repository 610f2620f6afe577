using System.Collections.Immutable;

namespace MarsDisk.Runtime;

/// <summary>The children of one actor by name. Changed only in its turn; read from anywhere.</summary>
internal sealed class ChildActors(ActorCell cell)
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<string, ChildRecord> _records = [];
    private long _unnamed;
    private bool _isClosed;

    public bool IsEmpty => _records.IsEmpty;

    public bool HasStopping => _records.Values.Any(child => child.IsStopping);

    public IActorRef Add(Props props, string? name)
    {
        ArgumentNullException.ThrowIfNull(props);
        var child = Reserve(props, name);
        child.SendSystem(new SystemMessage.Create());
        return child;
    }

    public IActorRef? Find(string name) => _records.TryGetValue(name, out var child) ? child.Ref : null;

    public ChildRecord? Find(IActorRef actor) =>
        _records.TryGetValue(actor.Path.Name, out var child) && child.Ref.Equals(actor) ? child : null;

    public IReadOnlyList<IActorRef> All() => [.. _records.Values.Select(child => child.Ref)];

    public void MarkStopping(IActorRef actor)
    {
        if (Find(actor) is { } child)
            child.IsStopping = true;
    }

    public void Remove(IActorRef actor)
    {
        lock (_gate)
        {
            if (Find(actor) is not null)
                _records = _records.Remove(actor.Path.Name);
        }
    }

    /// <summary>From here on no child can be added; the actor is on its way out.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
    }

    public void SendAll(SystemMessage message, IActorRef? except = null)
    {
        foreach (var child in _records.Values)
        {
            if (!child.Ref.Equals(except))
                child.Ref.SendSystem(message);
        }
    }

    private LocalActorRef Reserve(Props props, string? name)
    {
        lock (_gate)
        {
            if (_isClosed)
                throw new InvalidOperationException($"{cell.Self.Path} is stopping and cannot create children.");
            name = name is null ? $"${_unnamed++}" : Checked(name);
            var child = new LocalActorRef(cell.Self.Path / name, cell.System, props, (InternalActorRef)cell.Self);
            _records = _records.Add(name, new ChildRecord(child));
            return child;
        }
    }

    private string Checked(string name)
    {
        if (name.Length == 0 || name[0] == '$' || name.Any(c => c is '/' or ' ' or '#' or '?' || c > 126))
            throw new InvalidActorNameException($"'{name}' is not a name for an actor: letters, digits and -_.*+:@&=,!~';() only.");
        if (_records.ContainsKey(name))
            throw new InvalidActorNameException($"Actor name '{name}' is not unique below {cell.Self.Path}.");
        return name;
    }
}

/// <summary>One child and what its supervisor remembers of it.</summary>
internal sealed class ChildRecord(LocalActorRef actor)
{
    public LocalActorRef Ref { get; } = actor;

    public RestartHistory Restarts { get; } = new();

    public bool IsStopping { get; set; }
}
