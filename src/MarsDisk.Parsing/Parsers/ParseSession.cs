namespace MarsDisk.Parsing;

/// <summary>The grammar itself is wrong, or nested too deep: the parse ends whatever could be tried.</summary>
/// <param name="Code"><c>E3001</c>, <c>E4001</c>, <c>E4002</c> or <c>E4003</c>.</param>
/// <param name="Message">What is wrong and what helps.</param>
/// <param name="At">Where it was noticed.</param>
internal sealed record GrammarFault(string Code, string Message, SourceSpan At);

/// <summary>
/// What is shared by all windows of one parse: stored replies, counts, recoveries, and the rules that are open.
/// </summary>
internal sealed class ParseSession(RunConfig config)
{
    private readonly List<(IRule Rule, long Offset)> _rules = [];

    public MemoTable? Memo { get; } = config.Stream.PackratEnabled ? new(config.Limits.PackratBudgetBytes) : null;

    /// <summary>Errors are passed over.</summary>
    public bool Recovers { get; } = config.Recover.Mode == RecoverMode.Collect;

    /// <summary>Bytes that one recovery passes over.</summary>
    public int ResyncBytesMost { get; } = Math.Min(config.Limits.MaxResyncBytes, config.Recover.MaxResyncBytes);

    /// <summary>The first fault.</summary>
    public GrammarFault? Fault { get; private set; }

    /// <summary>Errors that were recovered from, in the order of the source.</summary>
    public List<Diagnostic> Recovered { get; } = [];

    /// <summary>How often a failure was taken back after bytes had been passed.</summary>
    public long Backtracks { get; set; }

    /// <summary>Begins again at a commit point: counts and stored replies stay.</summary>
    /// <param name="recovered">Recoveries before the commit point.</param>
    public void Restart(int recovered)
    {
        ForgetRecoveriesFrom(recovered);
        _rules.Clear();
        Fault = null;
    }

    /// <summary>Ends the parse. The answer is committed, so that nothing else is tried.</summary>
    public Reply Stop(GrammarFault fault)
    {
        Fault ??= fault;
        return Reply.Err(committed: true);
    }

    /// <summary>Opens a rule. False if it is open already at the same place: left recursion.</summary>
    public bool TryEnter(IRule rule, long offset)
    {
        for (var open = _rules.Count - 1; open >= 0 && _rules[open].Offset == offset; open--)
        {
            if (_rules[open].Rule.Id == rule.Id)
                return false;
        }

        _rules.Add((rule, offset));
        return true;
    }

    public void Leave() => _rules.RemoveAt(_rules.Count - 1);

    /// <summary>The names from a rule that is entered again back to itself.</summary>
    public string CycleOf(IRule rule)
    {
        var start = _rules.FindLastIndex(open => open.Rule.Id == rule.Id);
        return string.Join(" -> ", _rules.Skip(start).Select(open => open.Rule.Name).Append(rule.Name));
    }

    /// <summary>What is shown of the recoveries, and whether there may be another one.</summary>
    public ErrorLedger Ledger()
    {
        var ledger = new ErrorLedger(config);
        foreach (var remark in ConfigCheck.Remarks(config))
            ledger.AddRemark(remark);
        foreach (var error in Recovered)
            ledger.AddRecovery(error);
        return ledger;
    }

    /// <summary>The counts.</summary>
    public ParserProfile Profile()
        => new(Memo?.Hits ?? 0, Memo?.Misses ?? 0, Backtracks, Recovered.Count, Memo?.Entries ?? 0)
        {
            MemoBytes = Memo?.Bytes ?? 0,
            MemoEvictions = Memo?.Evictions ?? 0,
            MemoPruned = Memo?.Pruned ?? 0,
            MemoBudgetDrops = Memo?.BudgetDrops ?? 0,
        };

    /// <summary>Takes back the recoveries of a branch that is given up.</summary>
    public void ForgetRecoveriesFrom(int count) => Recovered.RemoveRange(count, Recovered.Count - count);
}
