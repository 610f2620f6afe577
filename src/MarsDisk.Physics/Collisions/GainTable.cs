using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MarsDisk.Physics.Collisions;

/// <summary>
/// The pairs of a plan as the gain needs them. Most pairs leave their largest remnant in the bin of the larger body:
/// they form dense rows, summed eight output bins at a time. The few others are a list.
/// No sum crosses vector lanes, so every vector width gives the same bits (law 4).
/// </summary>
internal sealed class GainTable
{
    private const int Lanes = 8;

    private readonly double[] _rows;
    private readonly OtherPair[] _others;
    private readonly Vector128<double>[] _sums;
    private int _otherCount;

    public GainTable(int bins)
    {
        var blocks = (bins + Lanes - 1) / Lanes;
        _rows = new double[RowsBefore(blocks) * 2 * Lanes];
        _others = new OtherPair[bins * (bins + 1) / 2];
        _sums = new Vector128<double>[bins];
    }

    public void Clear()
    {
        Array.Clear(_rows);
        _otherCount = 0;
    }

    /// <summary>Adds the pair i ≤ j, in the order in which the others shall be summed.</summary>
    /// <param name="i">Smaller index.</param>
    /// <param name="j">Larger index.</param>
    /// <param name="bin">Bin of the largest remnant.</param>
    /// <param name="remnant">Mass rate into the remnant per N_i N_j, kg m² s⁻¹.</param>
    /// <param name="fragments">Mass rate into the fragments per N_i N_j, kg m² s⁻¹.</param>
    public void Add(int i, int j, int bin, double remnant, double fragments)
    {
        if (bin != j)
        {
            _others[_otherCount++] = new OtherPair(i, j, bin, Vector128.Create(remnant, fragments));
            return;
        }

        var (block, lane) = (j / Lanes, j % Lanes);
        var row = (RowsBefore(block) + i) * 2 * Lanes;
        _rows[row + lane] = remnant;
        _rows[row + Lanes + lane] = fragments;
    }

    /// <summary>Mass rates into remnants (first) and into the fragments of remnants (second), per bin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<Vector128<double>> Sum(ReadOnlySpan<double> numbers)
    {
        var sums = _sums.AsSpan();
        for (var block = 0; block * Lanes < numbers.Length; block++)
            SumBlock(block, numbers, sums);

        foreach (ref readonly var pair in _others.AsSpan(0, _otherCount))
            sums[pair.Bin] += pair.Weights * (numbers[pair.I] * numbers[pair.J]);
        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumBlock(int block, ReadOnlySpan<double> numbers, Span<Vector128<double>> sums)
    {
        var first = block * Lanes;
        var bodies = numbers[..Math.Min(first + Lanes, numbers.Length)];
        ref var row = ref MemoryMarshal.GetArrayDataReference(_rows);
        row = ref Unsafe.Add(ref row, RowsBefore(block) * 2 * Lanes);

        var remnants = Vector512<double>.Zero;
        var fragments = Vector512<double>.Zero;
        foreach (var body in bodies)
        {
            remnants += Vector512.LoadUnsafe(ref row) * body;
            fragments += Vector512.LoadUnsafe(ref row, Lanes) * body;
            row = ref Unsafe.Add(ref row, 2 * Lanes);
        }

        Span<double> lanes = stackalloc double[2 * Lanes];
        remnants.CopyTo(lanes);
        fragments.CopyTo(lanes[Lanes..]);
        for (var j = first; j < bodies.Length; j++)
            sums[j] = Vector128.Create(lanes[j - first], lanes[j - first + Lanes]) * numbers[j];
    }

    // Block b has a row for each body up to its own last bin: 8, 16, 24 … rows.
    private static int RowsBefore(int block) => Lanes * block * (block + 1) / 2;

    private readonly record struct OtherPair(int I, int J, int Bin, Vector128<double> Weights);
}
