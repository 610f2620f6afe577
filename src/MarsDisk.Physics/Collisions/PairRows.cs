using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MarsDisk.Physics.Collisions;

/// <summary>
/// Weights of pairs i ≤ j as dense rows over i, eight larger bodies j at a time. No sum crosses vector lanes, so every
/// vector width gives the same bits (law 4).
/// </summary>
internal sealed class PairRows
{
    private const int Lanes = 8;

    private readonly double[] _rows;
    private readonly int[] _rowsUsed;    // per block; the rows behind hold no pair
    private readonly double[] _lanes = new double[2 * Lanes];

    public PairRows(int bins)
    {
        _rowsUsed = new int[(bins + Lanes - 1) / Lanes];
        _rows = new double[RowsBefore(_rowsUsed.Length) * 2 * Lanes];
    }

    public bool IsEmpty { get; private set; } = true;

    public void Clear()
    {
        Array.Clear(_rows);
        Array.Clear(_rowsUsed);
        IsEmpty = true;
    }

    public void Set(int i, int j, double remnant, double fragments)
    {
        var (block, lane) = (j / Lanes, j % Lanes);
        var row = (RowsBefore(block) + i) * 2 * Lanes;
        _rows[row + lane] = remnant;
        _rows[row + Lanes + lane] = fragments;
        _rowsUsed[block] = Math.Max(_rowsUsed[block], i + 1);
        IsEmpty = false;
    }

    /// <summary>For every j the sums over i of remnant (first) and fragment weight (second) times N_i N_j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(ReadOnlySpan<double> numbers, Span<Vector128<double>> sums)
    {
        for (var block = 0; block < _rowsUsed.Length; block++)
            SumBlock(block, numbers, sums);
    }

    // Smaller bodies alternate between two accumulators, because one would wait for its own last addition.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumBlock(int block, ReadOnlySpan<double> numbers, Span<Vector128<double>> sums)
    {
        var first = block * Lanes;
        var end = Math.Min(first + Lanes, numbers.Length);
        var bodies = numbers[.._rowsUsed[block]];
        ref var row = ref MemoryMarshal.GetArrayDataReference(_rows);
        row = ref Unsafe.Add(ref row, RowsBefore(block) * 2 * Lanes);

        var (remnantsEven, remnantsOdd) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (fragmentsEven, fragmentsOdd) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i < bodies.Length - 1; i += 2)
        {
            remnantsEven += Vector512.LoadUnsafe(ref row) * bodies[i];
            fragmentsEven += Vector512.LoadUnsafe(ref row, Lanes) * bodies[i];
            remnantsOdd += Vector512.LoadUnsafe(ref row, 2 * Lanes) * bodies[i + 1];
            fragmentsOdd += Vector512.LoadUnsafe(ref row, 3 * Lanes) * bodies[i + 1];
            row = ref Unsafe.Add(ref row, 4 * Lanes);
        }

        if (i < bodies.Length)
        {
            remnantsEven += Vector512.LoadUnsafe(ref row) * bodies[i];
            fragmentsEven += Vector512.LoadUnsafe(ref row, Lanes) * bodies[i];
        }

        (remnantsEven + remnantsOdd).CopyTo(_lanes);
        (fragmentsEven + fragmentsOdd).CopyTo(_lanes, Lanes);
        for (var j = first; j < end; j++)
            sums[j] = Vector128.Create(_lanes[j - first], _lanes[j - first + Lanes]) * numbers[j];
    }

    // Block b has a row for each body up to its own last bin: 8, 16, 24 … rows.
    private static int RowsBefore(int block) => Lanes * block * (block + 1) / 2;
}
