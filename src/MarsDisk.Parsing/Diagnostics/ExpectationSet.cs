namespace MarsDisk.Parsing;

/// <summary>
/// A set of expectations by their number in an <see cref="ExpectationTable"/>: 256 bits, no allocation.
/// </summary>
public readonly record struct ExpectationSet
{
    private readonly UInt128 _low;
    private readonly UInt128 _high;

    private ExpectationSet(UInt128 low, UInt128 high) => (_low, _high) = (low, high);

    /// <summary>No expectation.</summary>
    public bool IsEmpty => (_low | _high) == 0;

    /// <summary>How many.</summary>
    public int Count => (int)(UInt128.PopCount(_low) + UInt128.PopCount(_high));

    /// <summary>The set with one more.</summary>
    /// <param name="id">0…255.</param>
    public ExpectationSet With(int id)
        => id < 128 ? new(_low | UInt128.One << id, _high) : new(_low, _high | UInt128.One << (id - 128));

    /// <summary>Is it in the set?</summary>
    /// <param name="id">0…255.</param>
    public bool Contains(int id) => ((id < 128 ? _low >> id : _high >> (id - 128)) & 1) != 0;

    /// <summary>All of both.</summary>
    public ExpectationSet Union(in ExpectationSet other) => new(_low | other._low, _high | other._high);
}
