using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Collisions;

/// <summary>Gain and loss of every bin, from the tables of a plan (section 20).</summary>
public static unsafe class CollisionRates
{
    /// <summary>
    /// Loss coefficients Lambda_i = g sum_j (s_i + s_j)² N_j, s⁻¹, from the three moments of N. Exact because one
    /// scale height and one speed hold for all pairs.
    /// </summary>
    /// <param name="plan">An up-to-date plan; its work space is used.</param>
    /// <param name="numbers">N_k, m⁻².</param>
    /// <param name="loss">Receives Lambda_k; 0 for an empty bin.</param>
    public static void Loss(CollisionPlan plan, ReadOnlySpan<double> numbers, Span<double> loss)
    {
        ArgumentNullException.ThrowIfNull(plan);
        numbers[..plan.Bins].CopyTo(plan.Bodies.Span[Lanes.Count..]);
        FillLoss(plan);
        plan.Scratch.Span[..plan.Bins].CopyTo(loss);
        GC.KeepAlive(plan);
    }

    /// <summary>Gains G_k, m⁻² s⁻¹: largest remnants and fragments of all pairs (E.010, without the tensor).</summary>
    /// <param name="plan">An up-to-date plan; its work space is used.</param>
    /// <param name="numbers">N_k, m⁻².</param>
    /// <param name="gain">Receives G_k.</param>
    public static void Gain(CollisionPlan plan, ReadOnlySpan<double> numbers, Span<double> gain)
    {
        ArgumentNullException.ThrowIfNull(plan);
        numbers[..plan.Bins].CopyTo(plan.Bodies.Span[Lanes.Count..]);
        plan.SumGains();
        FillGain(plan);
        plan.Scratch.Span[..plan.Bins].CopyTo(gain);
        GC.KeepAlive(plan);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillLoss(CollisionPlan plan)
    {
        var (counts, lengths, areas) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var size = plan.PaddedSizes.Start;
        var number = plan.Bodies.Start + Lanes.Count;
        var end = plan.PaddedSizes.Length;
        for (var k = 0; k < end; k += Lanes.Count)
        {
            var moment = Vector512.LoadAligned(size + k) * Vector512.LoadAligned(number + k);
            counts += Vector512.LoadAligned(number + k);
            lengths += moment;
            areas += Vector512.LoadAligned(size + k) * moment;
        }

        var loss = plan.Scratch.Start;
        var rate = Vector512.Create(plan.Rate);
        var count = Vector512.Create(Lanes.Sum(counts));
        var length = Vector512.Create(2 * Lanes.Sum(lengths));
        var area = Vector512.Create(Lanes.Sum(areas));
        for (var k = 0; k < end; k += Lanes.Count)
        {
            var s = Vector512.LoadAligned(size + k);
            var isEmpty = Vector512.Equals(Vector512.LoadAligned(number + k), Vector512<double>.Zero);
            Vector512.AndNot(rate * ((s * count + length) * s + area), isEmpty).StoreAligned(loss + k);
        }
    }

    // Fragments of a remnant in bin K reach every bin k ≤ K: one suffix sum, from large to small.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillGain(CollisionPlan plan)
    {
        var above = plan.Scratch.Start;
        var fragments = plan.Pairs.Gains.Fragments.Start;
        var inverseTotals = plan.InverseFragmentTotals.Start;
        var end = plan.Scratch.Length;
        for (var k = 0; k < end; k += Lanes.Count)
            (Vector512.LoadAligned(fragments + k) * Vector512.LoadAligned(inverseTotals + k)).StoreAligned(above + k);

        var sum = 0.0;
        for (var k = end - 1; k >= 0; k--)
            above[k] = sum += above[k];

        var remnants = plan.Pairs.Gains.Remnants.Start;
        var shares = plan.FragmentShares.Start;
        var inverseMasses = plan.InverseMasses.Start;
        for (var k = 0; k < end; k += Lanes.Count)
        {
            var mass = Vector512.LoadAligned(remnants + k) + Vector512.LoadAligned(shares + k) * Vector512.LoadAligned(above + k);
            (mass * Vector512.LoadAligned(inverseMasses + k)).StoreAligned(above + k);
        }
    }
}
