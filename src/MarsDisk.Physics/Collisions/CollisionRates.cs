using System.Runtime.CompilerServices;

namespace MarsDisk.Physics.Collisions;

/// <summary>Gain and loss of every bin, from the tables of a plan (section 20).</summary>
public static class CollisionRates
{
    /// <summary>
    /// Loss coefficients Lambda_i = g sum_j (s_i + s_j)² N_j, s⁻¹, from the three moments of N. Exact because one
    /// scale height and one speed hold for all pairs.
    /// </summary>
    /// <param name="plan">An up-to-date plan.</param>
    /// <param name="numbers">N_k, m⁻².</param>
    /// <param name="loss">Receives Lambda_k; 0 for an empty bin.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Loss(CollisionPlan plan, ReadOnlySpan<double> numbers, Span<double> loss)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var sizes = plan.Sizes.AsSpan(0, plan.Bins);
        numbers = numbers[..plan.Bins];
        loss = loss[..plan.Bins];

        // Sums run from small to large bins: the order is part of the result (law 4).
        double count = 0, length = 0, area = 0;
        for (var k = 0; k < numbers.Length; k++)
        {
            var moment = sizes[k] * numbers[k];
            count += numbers[k];
            length += moment;
            area += sizes[k] * moment;
        }

        var rate = plan.Rate;
        for (var k = 0; k < numbers.Length; k++)
        {
            var s = sizes[k];
            var coefficient = rate * (s * s * count + 2 * s * length + area);
            loss[k] = numbers[k] == 0 ? 0 : coefficient;
        }
    }

    /// <summary>Gains G_k, m⁻² s⁻¹: largest remnants and fragments of all pairs (E.010, without the tensor).</summary>
    /// <param name="plan">An up-to-date plan; its work space is used.</param>
    /// <param name="numbers">N_k, m⁻².</param>
    /// <param name="gain">Receives G_k.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gain(CollisionPlan plan, ReadOnlySpan<double> numbers, Span<double> gain)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var n = plan.Bins;
        gain = gain[..n];
        var sums = plan.Pairs.Gains.Sum(numbers[..n]);

        // Fragments of a remnant in bin K reach every bin k ≤ K: one suffix sum, from large to small.
        var above = 0.0;
        for (var k = n - 1; k >= 0; k--)
        {
            above += sums[k][1] * plan.InverseFragmentTotals[k];
            gain[k] = (sums[k][0] + plan.FragmentShares[k] * above) * plan.InverseMasses[k];
        }
    }
}
