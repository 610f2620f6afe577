using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Collisions.Pairs;

/// <summary>
/// Weights of the pairs whose remnant leaves the bin of the larger body. Along a diagonal j − i of the pairs the
/// remnant lies the same number of bins below j for several pairs in a row, so that eight neighbouring remnant bins
/// are served by eight neighbouring i and j: a group. Groups are ordered by the block of their remnant bins, then by
/// diagonal; nothing is scattered, and no sum crosses lanes.
/// </summary>
internal sealed unsafe class ShiftedPairs
{
    private readonly int _bins;
    private readonly int[] _ends;         // of each block of remnant bins, in groups
    private readonly int[] _openBlock;    // per shift j − K + bins, while walking one diagonal
    private readonly int[] _openGroup;
    private AlignedNumbers _places = new(0);
    private AlignedNumbers _weights = new(0);

    public ShiftedPairs(int bins)
    {
        _bins = bins;
        _ends = new int[Lanes.Padded(bins) / Lanes.Count];
        _openBlock = new int[2 * bins + 1];
        _openGroup = new int[2 * bins + 1];
    }

    public bool IsEmpty => _ends[^1] == 0;

    public Place* Places => (Place*)_places.Start;

    /// <summary>Per group, eight remnant and eight fragment weights; lanes without a pair hold 0.</summary>
    public double* Weights => _weights.Start;

    /// <summary>End of the groups of a block of remnant bins; they begin where those of the block before end.</summary>
    public int End(int block) => _ends[block];

    /// <summary>Takes the pairs whose remnant bin is neither 0 nor that of the larger body.</summary>
    public void Fill(PairTable pairs)
    {
        Array.Clear(_ends);
        Walk(pairs, isCounting: true);
        var total = 0;
        for (var block = 0; block < _ends.Length; block++)
            (_ends[block], total) = (total, total + _ends[block]);    // for now: where the block begins

        Reserve(total);
        Walk(pairs, isCounting: false);
    }

    private void Reserve(int groups)
    {
        if (groups > _places.Length)
        {
            _places = new AlignedNumbers(groups + groups / 4);
            _weights = new AlignedNumbers(_places.Length * PairRows.RowLength);
        }

        _weights.Span.Clear();
    }

    private void Walk(PairTable pairs, bool isCounting)
    {
        for (var distance = 0; distance < _bins; distance++)
        {
            Array.Fill(_openBlock, -1);
            for (var i = 0; i + distance < _bins; i++)
            {
                var pair = pairs.IndexOf(i, i + distance);
                if (!GainTable.IsShifted(i + distance, pairs.RemnantBins[pair]))
                    continue;
                var group = GroupOf(i + distance, pairs.RemnantBins[pair]);
                if (!isCounting)
                    Set(group, i, i + distance, pairs.RemnantBins[pair] % Lanes.Count, pairs.Weights(pair));
            }
        }
    }

    // The group of a pair; the next free one of the block when the pair is the first of its group.
    private int GroupOf(int j, int bin)
    {
        var (block, shift) = (bin / Lanes.Count, j - bin + _bins);
        if (_openBlock[shift] != block)
            (_openBlock[shift], _openGroup[shift]) = (block, _ends[block]++);
        return _openGroup[shift];
    }

    private void Set(int group, int i, int j, int lane, (double Remnant, double Fragments) weights)
    {
        var row = _weights.Start + group * PairRows.RowLength;
        row[lane] = weights.Remnant;
        row[lane + Lanes.Count] = weights.Fragments;
        Places[group] = new Place(i - lane + Lanes.Count, j - lane + Lanes.Count);
    }

    /// <summary>First of the eight bodies of a group, smaller and larger; eight more than their bins, because lanes
    /// without a pair may reach below bin 0.</summary>
    internal readonly record struct Place(int Smaller, int Larger);
}
