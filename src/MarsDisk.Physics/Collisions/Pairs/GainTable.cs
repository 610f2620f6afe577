using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Collisions.Pairs;

/// <summary>
/// The pairs of a plan as the gain needs them. Most leave their largest remnant in the bin of the larger body, or, when
/// everything shatters, in the smallest bin: these are triangles of rows. The others are groups of shifted bins.
/// </summary>
internal sealed unsafe class GainTable
{
    private readonly int _bins;
    private readonly PairRows _ownBin;
    private readonly PairRows _smallestBin;
    private readonly ShiftedPairs _shifted;
    private readonly AlignedNumbers _remnants;
    private readonly AlignedNumbers _fragments;
    private readonly AlignedNumbers _smallestRemnants;    // by the larger body
    private readonly AlignedNumbers _smallestFragments;

    public GainTable(int bins)
    {
        _bins = bins;
        _ownBin = new PairRows(bins);
        _smallestBin = new PairRows(bins);
        _shifted = new ShiftedPairs(bins);
        _remnants = new AlignedNumbers(Lanes.Padded(bins));
        _fragments = new AlignedNumbers(Lanes.Padded(bins));
        _smallestRemnants = new AlignedNumbers(Lanes.Padded(bins));
        _smallestFragments = new AlignedNumbers(Lanes.Padded(bins));
    }

    /// <summary>Mass rates into remnants per bin, kg m⁻² s⁻¹, after <see cref="Sum"/>.</summary>
    public AlignedNumbers Remnants => _remnants;

    /// <summary>Mass rates into the fragments of remnants per bin of the remnant, kg m⁻² s⁻¹.</summary>
    public AlignedNumbers Fragments => _fragments;

    /// <summary>Whether a remnant lies neither in the bin of the larger body nor in the smallest one.</summary>
    public static bool IsShifted(int largerBin, int remnantBin) => remnantBin != largerBin && remnantBin != 0;

    /// <summary>Takes the weights of all pairs.</summary>
    public void Fill(PairTable pairs)
    {
        _ownBin.Clear();
        _smallestBin.Clear();
        var pair = 0;
        for (var i = 0; i < _bins; i++)
        {
            for (var j = i; j < _bins; j++, pair++)
            {
                if (IsShifted(j, pairs.RemnantBins[pair]))
                    continue;
                var (remnant, fragments) = pairs.Weights(pair);
                (pairs.RemnantBins[pair] == j ? _ownBin : _smallestBin).Set(i, j, remnant, fragments);
            }
        }

        _shifted.Fill(pairs);
    }

    /// <summary>Sums the mass rates of all pairs by the bin of the remnant.</summary>
    /// <param name="numbers">Eight zeros, N_k, at least eight zeros.</param>
    public void Sum(AlignedNumbers numbers)
    {
        var bodies = numbers.Start + Lanes.Count;
        _ownBin.Sum(bodies, _remnants.Start, _fragments.Start);
        if (!_shifted.IsEmpty)
            AddShifted(numbers.Start);
        if (!_smallestBin.IsEmpty)
            AddSmallest(bodies);
        GC.KeepAlive(this);
    }

    // Block by block of remnant bins. Neighbouring groups alternate between two accumulators, because one would wait
    // for its own last addition.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddShifted(double* numbers)
    {
        var weights = _shifted.Weights;
        var place = _shifted.Places;
        for (var block = 0; block < _ownBin.Blocks; block++)
        {
            var remnants = _remnants.Start + block * Lanes.Count;
            var fragments = _fragments.Start + block * Lanes.Count;
            var (remnantsEven, remnantsOdd) = (Vector512.LoadAligned(remnants), Vector512<double>.Zero);
            var (fragmentsEven, fragmentsOdd) = (Vector512.LoadAligned(fragments), Vector512<double>.Zero);
            var end = _shifted.Places + _shifted.End(block);
            for (; place < end - 1; place += 2, weights += 2 * PairRows.RowLength)
            {
                var even = Vector512.Load(numbers + place[0].Smaller) * Vector512.Load(numbers + place[0].Larger);
                remnantsEven += Vector512.LoadAligned(weights) * even;
                fragmentsEven += Vector512.LoadAligned(weights + Lanes.Count) * even;
                var odd = Vector512.Load(numbers + place[1].Smaller) * Vector512.Load(numbers + place[1].Larger);
                remnantsOdd += Vector512.LoadAligned(weights + 2 * Lanes.Count) * odd;
                fragmentsOdd += Vector512.LoadAligned(weights + 3 * Lanes.Count) * odd;
            }

            if (place < end)
            {
                var last = Vector512.Load(numbers + place->Smaller) * Vector512.Load(numbers + place->Larger);
                remnantsEven += Vector512.LoadAligned(weights) * last;
                fragmentsEven += Vector512.LoadAligned(weights + Lanes.Count) * last;
                place++;
                weights += PairRows.RowLength;
            }

            (remnantsEven + remnantsOdd).StoreAligned(remnants);
            (fragmentsEven + fragmentsOdd).StoreAligned(fragments);
        }
    }

    private void AddSmallest(double* bodies)
    {
        _smallestBin.Sum(bodies, _smallestRemnants.Start, _smallestFragments.Start);
        var (remnants, fragments) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var j = 0; j < _smallestRemnants.Length; j += Lanes.Count)
        {
            remnants += Vector512.LoadAligned(_smallestRemnants.Start + j);
            fragments += Vector512.LoadAligned(_smallestFragments.Start + j);
        }

        _remnants.Start[0] += Lanes.Sum(remnants);
        _fragments.Start[0] += Lanes.Sum(fragments);
    }
}
