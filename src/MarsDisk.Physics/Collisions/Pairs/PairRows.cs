using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Collisions.Pairs;

/// <summary>
/// Weights of pairs i ≤ j as a triangle of rows: each block of eight larger bodies j has a row of sixteen numbers,
/// eight remnant and eight fragment weights, for each smaller body i.
/// </summary>
internal sealed unsafe class PairRows
{
    public const int RowLength = 2 * Lanes.Count;

    private readonly AlignedNumbers _rows;
    private readonly int[] _first;    // per block, the rows that hold pairs
    private readonly int[] _end;

    public PairRows(int bins)
    {
        Blocks = Lanes.Padded(bins) / Lanes.Count;
        _first = new int[Blocks];
        _end = new int[Blocks];
        _rows = new AlignedNumbers(RowsBefore(Blocks) * RowLength);
        Clear();
    }

    public int Blocks { get; }

    public bool IsEmpty { get; private set; }

    public void Clear()
    {
        _rows.Span.Clear();
        Array.Clear(_first);
        Array.Clear(_end);
        IsEmpty = true;
    }

    public void Set(int i, int j, double remnant, double fragments)
    {
        var (block, lane) = (j / Lanes.Count, j % Lanes.Count);
        var row = Row(block, i);
        row[lane] = remnant;
        row[lane + Lanes.Count] = fragments;
        _first[block] = _end[block] == 0 ? i : Math.Min(_first[block], i);
        _end[block] = Math.Max(_end[block], i + 1);
        IsEmpty = false;
    }

    /// <summary>For every j the sums over i of both weights times N_i N_j.</summary>
    /// <param name="bodies">N, aligned, with zeros up to a multiple of eight.</param>
    /// <param name="remnants">Receives the sums of the remnant weights, as many.</param>
    /// <param name="fragments">Receives the sums of the fragment weights.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(double* bodies, double* remnants, double* fragments)
    {
        for (var block = 0; block < Blocks; block++, remnants += Lanes.Count, fragments += Lanes.Count)
        {
            var row = Row(block, _first[block]);
            var body = bodies + _first[block];
            var end = bodies + _end[block];

            // Neighbouring rows alternate between two accumulators, because one would wait for its own last addition.
            var (remnantsEven, remnantsOdd) = (Vector512<double>.Zero, Vector512<double>.Zero);
            var (fragmentsEven, fragmentsOdd) = (Vector512<double>.Zero, Vector512<double>.Zero);
            for (; body < end - 1; body += 2, row += 2 * RowLength)
            {
                var (even, odd) = (Vector512.Create(body[0]), Vector512.Create(body[1]));
                remnantsEven += Vector512.LoadAligned(row) * even;
                fragmentsEven += Vector512.LoadAligned(row + Lanes.Count) * even;
                remnantsOdd += Vector512.LoadAligned(row + 2 * Lanes.Count) * odd;
                fragmentsOdd += Vector512.LoadAligned(row + 3 * Lanes.Count) * odd;
            }

            if (body < end)
            {
                var last = Vector512.Create(*body);
                remnantsEven += Vector512.LoadAligned(row) * last;
                fragmentsEven += Vector512.LoadAligned(row + Lanes.Count) * last;
            }

            var larger = Vector512.LoadAligned(bodies + block * Lanes.Count);
            ((remnantsEven + remnantsOdd) * larger).StoreAligned(remnants);
            ((fragmentsEven + fragmentsOdd) * larger).StoreAligned(fragments);
        }
    }

    private double* Row(int block, int i) => _rows.Start + (RowsBefore(block) + i) * RowLength;

    // Block b has a row for each body up to its own last bin: 8, 16, 24 … rows.
    private static int RowsBefore(int block) => Lanes.Count * block * (block + 1) / 2;
}
