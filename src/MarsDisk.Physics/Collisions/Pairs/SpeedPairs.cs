using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Collisions.Pairs;

/// <summary>
/// The gain for a speed that changes from step to step: its tables depend on the sizes alone. A pair keeps the remnant
/// bin of the last step until the mass of its remnant lies outside; the bin follows from the mass, never from the past.
/// </summary>
internal sealed unsafe class SpeedPairs
{
    // Masses so close to an edge are judged by the formula that every version of the kernel uses.
    private const double EdgeMargin = 1e-12;
    private const double HalfRatioMax = 0.9;    // phi/2 above which an impact is super-catastrophic
    private const int Mixed = -1;
    private const int RowLength = 4 * Lanes.Count;

    private readonly CollisionPlan _plan;
    private readonly int _bins;
    private readonly int _padded;
    private readonly AlignedNumbers _rows;       // per row eight of: phi Q/(2 v²), remnant factor, lower and upper bound
    private readonly int[] _places;              // per row eight: where the remnant bin stands in the sums
    private readonly int[] _targets;             // per row: Mixed, or where in the whole rows' sums it goes
    private readonly AlignedNumbers _whole;      // by larger body: rows that stay in its bin, then rows that shatter
    private readonly AlignedNumbers _bounds;     // lower and upper bounds of the bins, then those of the smallest bin
    private readonly AlignedNumbers _masses;
    private readonly AlignedNumbers _sharpness;  // v²/Q*_D of the larger body
    private readonly AlignedNumbers _softness;   // (Q*_D/v²)^1.5
    private readonly AlignedNumbers _shares;     // of the pairs of one block: 1/2 for equal partners, 0 where j < i
    private readonly double[] _edgeMasses;
    private readonly AlignedNumbers _row;        // remnant and fragment rates of one row, pair by pair
    private readonly int _oddSums;
    private readonly AlignedNumbers _sums;       // per bin remnants and fragments of even lanes, then of odd lanes

    public SpeedPairs(CollisionPlan plan)
    {
        var padded = _padded = Lanes.Padded(plan.Bins);
        var blocks = padded / Lanes.Count;
        var rows = Lanes.Count * blocks * (blocks + 1) / 2;
        _plan = plan;
        _bins = plan.Bins;
        _rows = new AlignedNumbers(rows * RowLength);
        _places = GC.AllocateArray<int>(rows * Lanes.Count, pinned: true);
        _targets = GC.AllocateArray<int>(rows, pinned: true);
        _whole = new AlignedNumbers(4 * padded);
        _bounds = new AlignedNumbers(4 * padded);
        _masses = new AlignedNumbers(padded);
        _sharpness = new AlignedNumbers(padded);
        _softness = new AlignedNumbers(padded);
        _shares = new AlignedNumbers(Lanes.Count * Lanes.Count);
        for (var i = 0; i < Lanes.Count; i++)
        {
            for (var j = i; j < Lanes.Count; j++)
                _shares.Span[i * Lanes.Count + j] = i == j ? 0.5 : 1;
        }

        _edgeMasses = new double[plan.Bins + 1];
        _row = new AlignedNumbers(2 * Lanes.Count);
        _oddSums = 2 * padded;
        _sums = new AlignedNumbers(2 * _oddSums);
    }

    /// <summary>Takes new sizes from the plan.</summary>
    public void TakeSizes(ReadOnlySpan<double> edgeMasses)
    {
        _plan.Masses.CopyTo(_masses.Span);
        if (!edgeMasses.SequenceEqual(_edgeMasses))
        {
            edgeMasses.CopyTo(_edgeMasses);
            FillBounds();
            ForgetBins();
        }

        FillRows();
        GC.KeepAlive(this);
    }

    /// <summary>Takes a new speed.</summary>
    /// <param name="thresholds">Q*_D at that speed, J kg⁻¹.</param>
    /// <param name="speed">m s⁻¹, positive.</param>
    public void TakeSpeed(ReadOnlySpan<double> thresholds, double speed)
    {
        _sharpness.Span.Fill(1);    // lanes without a bin stay finite
        thresholds.CopyTo(_sharpness.Span);
        TakeThresholds(1 / (speed * speed));
        GC.KeepAlive(this);
    }

    private void TakeThresholds(double inverseSquare)
    {
        for (var j = 0; j < _sharpness.Length; j += Lanes.Count)
        {
            var softness = Vector512.LoadAligned(_sharpness.Start + j) * inverseSquare;
            (Vector512<double>.One / softness).StoreAligned(_sharpness.Start + j);
            (softness * Vector512.Sqrt(softness)).StoreAligned(_softness.Start + j);
        }
    }

    /// <summary>Sums the mass rates of all pairs by the bin of the remnant.</summary>
    /// <param name="bodies">N_k, aligned, with zeros up to a multiple of eight.</param>
    /// <param name="remnants">Receives the rates into remnants, kg m⁻² s⁻¹.</param>
    /// <param name="fragments">Receives the rates into fragments.</param>
    public void Sum(double* bodies, AlignedNumbers remnants, AlignedNumbers fragments)
    {
        _sums.Span.Clear();
        _whole.Span.Clear();
        SumRows(bodies);
        Collect(remnants.Start, fragments.Start);
        GC.KeepAlive(this);
    }

    private void Collect(double* remnants, double* fragments)
    {
        var (shatteredRemnants, shatteredFragments) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var k = 0; k < _padded; k += Lanes.Count)
        {
            shatteredRemnants += Vector512.LoadAligned(_whole.Start + 2 * _padded + k);
            shatteredFragments += Vector512.LoadAligned(_whole.Start + 3 * _padded + k);
        }

        _sums.Start[0] += Lanes.Sum(shatteredRemnants);
        _sums.Start[1] += Lanes.Sum(shatteredFragments);
        var even = _sums.Start;
        var odd = even + _oddSums;
        var whole = _whole.Start;
        for (var k = 0; k < _bins; k++, even += 2, odd += 2)
        {
            remnants[k] = _plan.Rate * (whole[k] + even[0] + odd[0]);
            fragments[k] = _plan.Rate * (whole[_padded + k] + even[1] + odd[1]);
        }
    }

    private void FillBounds()
    {
        for (var k = 0; k < _bins; k++)
        {
            _bounds.Start[k] = LowerBound(k);
            _bounds.Start[_padded + k] = UpperBound(k);
            _bounds.Start[2 * _padded + k] = LowerBound(0);
            _bounds.Start[3 * _padded + k] = UpperBound(0);
        }
    }

    private double LowerBound(int bin) => bin == 0 ? double.NegativeInfinity : _edgeMasses[bin] * (1 + EdgeMargin);

    private double UpperBound(int bin) =>
        bin == _bins - 1 ? double.PositiveInfinity : _edgeMasses[bin + 1] * (1 - EdgeMargin);

    // Bounds that hold no mass: every pair looks for its bin at its next turn. Lanes without a pair never do.
    private void ForgetBins()
    {
        Array.Fill(_targets, Mixed);
        var row = _rows.Start;
        for (var first = 0; first < _bins; first += Lanes.Count)
        {
            for (var i = 0; i < first + Lanes.Count; i++, row += RowLength)
            {
                for (var lane = 0; lane < Lanes.Count; lane++)
                {
                    var isPair = i <= first + lane && first + lane < _bins;
                    row[2 * Lanes.Count + lane] = isPair ? double.PositiveInfinity : double.NegativeInfinity;
                    row[3 * Lanes.Count + lane] = isPair ? double.NegativeInfinity : double.PositiveInfinity;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRows()
    {
        var row = _rows.Start;
        for (var first = 0; first < _bins; first += Lanes.Count)
        {
            var larger = Vector512.LoadAligned(_masses.Start + first);
            for (var i = 0; i < first + Lanes.Count; i++, row += RowLength)
            {
                var smaller = Vector512.Create(i < _bins ? _masses.Start[i] : 0);
                var total = smaller + larger;
                var energy = smaller * larger / (total * total);    // twice Q_R/v²
                var x = Vector512.Create(3.6) / energy;
                (energy * 0.25).StoreAligned(row);
                (x * Vector512.Sqrt(x) * 0.1).StoreAligned(row + Lanes.Count);
            }
        }
    }

    // A row is computed at once; its results then go one by one to the bins of the remnants.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumRows(double* bodies)
    {
        var row = _rows.Start;
        var places = (int*)Unsafe.AsPointer(ref _places[0]);
        var target = (int*)Unsafe.AsPointer(ref _targets[0]);
        var masses = _masses.Start;
        var sizes = _plan.PaddedSizes.Start;
        for (var first = 0; first < _bins; first += Lanes.Count)
        {
            var end = Math.Min(_bins - first, Lanes.Count);
            for (var i = 0; i < first + end; i++, row += RowLength, places += Lanes.Count, target++)
            {
                var half = Vector512.LoadAligned(row) * Vector512.LoadAligned(_sharpness.Start + first);
                var fraction = Vector512<double>.One - half;
                if (!Vector512.LessThanAll(half, Vector512.Create(HalfRatioMax)))
                {
                    var shattered = Vector512.LoadAligned(row + Lanes.Count) * Vector512.LoadAligned(_softness.Start + first);
                    var isCratering = Vector512.LessThan(half, Vector512.Create(HalfRatioMax));
                    fraction = Vector512.ConditionalSelect(isCratering, fraction, shattered);
                }

                var reach = Vector512.Create(sizes[i]) + Vector512.LoadAligned(sizes + first);
                var total = Vector512.Create(masses[i]) + Vector512.LoadAligned(masses + first);
                var rate = reach * reach * total * (Vector512.LoadAligned(bodies + first) * Vector512.Create(bodies[i]));
                if (i >= first)
                    rate *= Vector512.LoadAligned(_shares.Start + (i - first) * Lanes.Count);
                var remnant = fraction * total;
                var lower = *target == Mixed ? row + 2 * Lanes.Count : _bounds.Start + *target + first;
                var upper = lower + (*target == Mixed ? Lanes.Count : _padded);
                var isLow = Vector512.LessThanAny(remnant, Vector512.LoadAligned(lower));
                if (isLow || !Vector512.LessThanAll(remnant, Vector512.LoadAligned(upper)))
                    *target = FindBins(row, places, i, first, remnant);
                var excavated = rate * (Vector512<double>.One - fraction);
                if (*target == Mixed)
                    Scatter(rate * fraction, excavated, places);
                else
                    Add(_whole.Start + *target + first, rate * fraction, excavated);
            }

            row += (Lanes.Count - end) * RowLength;
            places += (Lanes.Count - end) * Lanes.Count;
            target += Lanes.Count - end;
        }
    }

    // Adds the two rates of each pair as one operation. Neighbours alternate between two sets of sums, because they
    // often meet in the same bin. Lanes without a pair add 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Scatter(Vector512<double> remnants, Vector512<double> fragments, int* places)
    {
        var pairs = _row.Start;
        var isFirst = Vector512.Create(-1L, 0, -1, 0, -1, 0, -1, 0).AsDouble();
        var low = Vector512.Create(0L, 0, 1, 1, 2, 2, 3, 3);
        var high = Vector512.Create(4L, 4, 5, 5, 6, 6, 7, 7);
        Vector512.ConditionalSelect(isFirst, Vector512.Shuffle(remnants, low), Vector512.Shuffle(fragments, low))
            .StoreAligned(pairs);
        Vector512.ConditionalSelect(isFirst, Vector512.Shuffle(remnants, high), Vector512.Shuffle(fragments, high))
            .StoreAligned(pairs + Lanes.Count);

        var even = _sums.Start;
        var odd = even + _oddSums;
        Add(even + places[0], pairs);
        Add(odd + places[1], pairs + 2);
        Add(even + places[2], pairs + 4);
        Add(odd + places[3], pairs + 6);
        Add(even + places[4], pairs + 8);
        Add(odd + places[5], pairs + 10);
        Add(even + places[6], pairs + 12);
        Add(odd + places[7], pairs + 14);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* sums, double* rates) =>
        (Vector128.LoadAligned(sums) + Vector128.LoadAligned(rates)).StoreAligned(sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(double* sums, Vector512<double> remnants, Vector512<double> fragments)
    {
        (Vector512.LoadAligned(sums) + remnants).StoreAligned(sums);
        sums += _padded;
        (Vector512.LoadAligned(sums) + fragments).StoreAligned(sums);
    }

    // Corrects the bins of a row and says where its rates go.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindBins(double* row, int* places, int i, int first, Vector512<double> remnants)
    {
        for (var lane = 0; lane < Lanes.Count; lane++)
        {
            var mass = remnants.GetElement(lane);
            if (mass >= row[2 * Lanes.Count + lane] && mass < row[3 * Lanes.Count + lane])
                continue;
            var bin = _plan.RemnantBin(i, first + lane);
            places[lane] = 2 * bin;
            row[2 * Lanes.Count + lane] = LowerBound(bin);
            row[3 * Lanes.Count + lane] = UpperBound(bin);
        }

        // Only a row of eight pairs can be judged by the bounds of its bins.
        if (i >= first || first + Lanes.Count > _bins)
            return Mixed;
        var (isOwn, isSmallest) = (true, true);
        for (var lane = 0; lane < Lanes.Count; lane++)
        {
            isOwn &= places[lane] == 2 * (first + lane);
            isSmallest &= places[lane] == 0;
        }

        return isOwn ? 0 : isSmallest ? 2 * _padded : Mixed;
    }
}
