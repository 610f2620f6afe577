namespace MarsDisk.Physics.Numerics;

/// <summary>
/// PCG64 (XSL-RR 128/64, O'Neill 2014), seeded like NumPy's <c>default_rng(seed)</c> through its SeedSequence, so that
/// sampled orbits equal those of the reference.
/// </summary>
public sealed class Pcg64
{
    private const int PoolSize = 4;
    private const int WordShift = 16;

    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);

    private readonly UInt128 _increment;
    private UInt128 _state;

    /// <summary>A generator for one seed.</summary>
    public Pcg64(ulong seed)
    {
        var words = SeedWords(seed);
        var start = new UInt128(words[0], words[1]);
        _increment = (new UInt128(words[2], words[3]) << 1) | 1;
        Advance();
        _state += start;
        Advance();
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        Advance();
        var folded = (ulong)(_state >> 64) ^ (ulong)_state;
        return ulong.RotateRight(folded, (int)(_state >> 122));
    }

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / 9007199254740992.0);

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * NextUniform();

    private void Advance() => _state = _state * Multiplier + _increment;

    // NumPy's SeedSequence: entropy words are hashed into a pool, every pool word is mixed into every other one, and the
    // output words are hashed out of the pool in turn.
    private static ulong[] SeedWords(ulong seed)
    {
        var pool = MixedPool([(uint)seed, (uint)(seed >> 32), 0, 0]);
        var hash = 0x8B51F9DDu;
        var words = new ulong[4];
        for (var i = 0; i < 8; i++)
        {
            var value = pool[i % PoolSize] ^ hash;
            hash *= 0x58F38DEDu;
            value *= hash;
            value ^= value >> WordShift;
            words[i / 2] |= (ulong)value << (32 * (i % 2));
        }
        return words;
    }

    private static uint[] MixedPool(uint[] entropy)
    {
        var hash = 0x43B0D7E5u;
        var pool = new uint[PoolSize];
        for (var i = 0; i < PoolSize; i++)
            pool[i] = Hashed(entropy[i], ref hash);
        for (var source = 0; source < PoolSize; source++)
            for (var target = 0; target < PoolSize; target++)
                if (source != target)
                    pool[target] = Mixed(pool[target], Hashed(pool[source], ref hash));
        return pool;
    }

    private static uint Hashed(uint value, ref uint hash)
    {
        value ^= hash;
        hash *= 0x931E8875u;
        value *= hash;
        return value ^ (value >> WordShift);
    }

    private static uint Mixed(uint x, uint y)
    {
        var result = 0xCA01F9DDu * x - 0x4973F715u * y;
        return result ^ (result >> WordShift);
    }
}
