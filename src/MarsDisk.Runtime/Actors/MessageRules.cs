namespace MarsDisk.Runtime;

/// <summary>The rules "messages of this type go there", asked in the order of their declaration.</summary>
internal sealed class MessageRules
{
    private List<IRule> _declared = [];
    private IRule[] _rules = [];
    private bool _isDeclaring;
    private bool _isComplete;

    private interface IRule
    {
        bool TryHandle(object message);
    }

    public void BeginDeclaring()
    {
        _declared = [];
        _isDeclaring = true;
        _isComplete = false;
    }

    public void EndDeclaring()
    {
        _rules = [.. _declared];
        _isDeclaring = false;
    }

    public void Replace(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var isNested = _isDeclaring;
        BeginDeclaring();
        configure();
        EndDeclaring();
        _isDeclaring = isNested;
    }

    public void Add<T>(Predicate<T>? condition, Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(new Rule<T>(condition, handler));
    }

    public void AddLast(Action<object> handler)
    {
        Add<object>(null, handler);
        _isComplete = true;
    }

    public bool TryHandle(object message)
    {
        foreach (var rule in _rules)
        {
            if (rule.TryHandle(message))
                return true;
        }
        return false;
    }

    private void Add(IRule rule)
    {
        if (!_isDeclaring)
            throw new InvalidOperationException("Rules can be declared in the constructor and inside Become only.");
        if (_isComplete)
            throw new InvalidOperationException("No rule can follow one that takes any message.");
        _declared.Add(rule);
    }

    private sealed class Rule<T>(Predicate<T>? condition, Action<T> handler) : IRule
    {
        public bool TryHandle(object message)
        {
            if (message is not T typed || (condition is not null && !condition(typed)))
                return false;
            handler(typed);
            return true;
        }
    }
}
