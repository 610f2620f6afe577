using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MarsDisk.Physics.Collisions;

/// <summary>
/// The pairs of a plan as the gain needs them. Most pairs leave their largest remnant in the bin of the larger body, or,
/// when everything shatters, in the smallest bin: these are dense rows. The others are a list.
/// </summary>
internal sealed class GainTable
{
    private readonly PairRows _ownBin;
    private readonly PairRows _smallestBin;
    private readonly OtherPair[] _others;
    private readonly Vector128<double>[] _sums;
    private readonly Vector128<double>[] _smallestSums;
    private int _otherCount;

    public GainTable(int bins)
    {
        _ownBin = new PairRows(bins);
        _smallestBin = new PairRows(bins);
        _others = new OtherPair[bins * (bins + 1) / 2];
        _sums = new Vector128<double>[bins];
        _smallestSums = new Vector128<double>[bins];
    }

    public void Clear()
    {
        _ownBin.Clear();
        _smallestBin.Clear();
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
        Debug.Assert(i <= j && (uint)j < (uint)_sums.Length && (uint)bin < (uint)_sums.Length, "The pair lies outside the bins.");
        if (bin == j)
            _ownBin.Set(i, j, remnant, fragments);
        else if (bin == 0)
            _smallestBin.Set(i, j, remnant, fragments);
        else
            _others[_otherCount++] = new OtherPair(i, j, bin, Vector128.Create(remnant, fragments));
    }

    /// <summary>Mass rates into remnants (first) and into the fragments of remnants (second), per bin.</summary>
    public ReadOnlySpan<Vector128<double>> Sum(ReadOnlySpan<double> numbers)
    {
        _ownBin.Sum(numbers, _sums);
        if (!_smallestBin.IsEmpty)
            AddSmallest(numbers);
        AddOthers(numbers);
        return _sums;
    }

    private void AddSmallest(ReadOnlySpan<double> numbers)
    {
        _smallestBin.Sum(numbers, _smallestSums);
        var total = Vector128<double>.Zero;
        foreach (var sum in _smallestSums)
            total += sum;
        _sums[0] += total;
    }

    // Indices were checked when the pairs were added; checking them again would cost as much as the sums.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddOthers(ReadOnlySpan<double> numbers)
    {
        ref var number = ref MemoryMarshal.GetReference(numbers[.._sums.Length]);
        ref var sum = ref MemoryMarshal.GetArrayDataReference(_sums);
        foreach (ref readonly var pair in _others.AsSpan(0, _otherCount))
        {
            var events = Unsafe.Add(ref number, pair.I) * Unsafe.Add(ref number, pair.J);
            Unsafe.Add(ref sum, pair.Bin) += pair.Weights * events;
        }
    }

    private readonly record struct OtherPair(int I, int J, int Bin, Vector128<double> Weights);
}
