namespace MarsDisk.Runtime;

/// <summary>How often a child was restarted, in all and in the current window.</summary>
internal sealed class RestartHistory
{
    private int _restarts;
    private TimeSpan? _windowStart;

    public int Count() => ++_restarts;

    public int CountWithin(TimeSpan window, TimeSpan now)
    {
        if (_windowStart is not { } start || now - start > window)
        {
            _windowStart = now;
            _restarts = 0;
        }
        return ++_restarts;
    }
}
