namespace MarsDisk.Parsing;

/// <summary>How many of something are as they should be. Safe from any thread.</summary>
public sealed class Coverage
{
    private long _good;
    private long _all;

    /// <summary>Good ones.</summary>
    public long Good => Interlocked.Read(ref _good);

    /// <summary>All of them.</summary>
    public long All => Interlocked.Read(ref _all);

    /// <summary>Good ones by all; 1 while there is none.</summary>
    public double Value => All is 0 ? 1 : (double)Good / All;

    /// <summary>One more.</summary>
    public void Add(bool isGood)
    {
        Interlocked.Increment(ref _all);
        if (isGood)
            Interlocked.Increment(ref _good);
    }
}
