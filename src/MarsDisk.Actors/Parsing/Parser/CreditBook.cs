namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>Permissions to emit. Spent one by one, given back in bunches.</summary>
/// <param name="outstandingMax">So many may be open at once; more than that is not taken.</param>
internal sealed class CreditBook(int outstandingMax)
{
    private int _spent;
    private bool _isDry = true;

    /// <summary>Emissions that may be sent.</summary>
    public int Credits { get; private set; }

    /// <summary>
    /// Whether the parser has to hold. Once the credits are used up it holds until a quarter of the maximum is there, or all
    /// that were spent are back: a parser that starts for each single credit would only switch.
    /// </summary>
    public bool IsDry => _isDry;

    /// <summary>Takes credits.</summary>
    public void Add(int credits)
    {
        Credits = Math.Min(outstandingMax, Credits + Math.Max(0, credits));
        _spent = Math.Max(0, _spent - credits);
        if (Credits > 0 && (Credits * 4 >= outstandingMax || _spent == 0))
            _isDry = false;
    }

    /// <summary>Spends one.</summary>
    public void Spend()
    {
        Credits--;
        _spent++;
        _isDry = Credits <= 0;
    }
}
