using System.Collections.Immutable;

using MarsDisk.Physics.Numerics;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>The values of one point of a sweep: the last axis varies fastest.</summary>
internal static class SweepPoint
{
    /// <summary>One value for each axis.</summary>
    public static IReadOnlyList<ScenarioValue> Values(ImmutableArray<SweepAxis> axes, long point)
    {
        var values = new ScenarioValue[axes.Length];
        for (var axis = axes.Length - 1; axis >= 0; axis--)
        {
            var count = axes[axis] is SweepAxis.Listed listed ? listed.Values.Length : ((SweepAxis.Ranged)axes[axis]).Count;
            values[axis] = Value(axes[axis], (int)(point % count));
            point /= count;
        }

        return values;
    }

    /// <summary>A fixed order without pattern: the same for every start of the same scenario.</summary>
    public static long Shuffled(long index, long points)
    {
        // A step without a common divisor visits every point once; the golden section spreads neighbours far apart.
        var step = Math.Max(1, (long)(points * 0.6180339887498949));
        while (GreatestCommonDivisor(step, points) != 1)
            step++;
        return (long)((Int128)index * step % points);
    }

    private static ScenarioValue Value(SweepAxis axis, int index)
    {
        if (axis is SweepAxis.Listed listed)
            return listed.Values[index];
        var ranged = (SweepAxis.Ranged)axis;
        var first = ((ScenarioValue.Number)ranged.From).Q;
        var last = ((ScenarioValue.Number)ranged.To).Q;
        var end = last.Unit.Equals(first.Unit) ? last.Value : last.Si / first.Unit.ToSi;
        var share = (double)index / (ranged.Count - 1);
        var value = index == 0 ? first.Value : index == ranged.Count - 1 ? end
            : ranged.Log ? first.Value * PortableMath.Pow(end / first.Value, share)
            : EvenSpacing.At(first.Value, end, index, ranged.Count);
        return new ScenarioValue.Number(first with { Value = value });
    }

    private static long GreatestCommonDivisor(long one, long other) => other == 0 ? one : GreatestCommonDivisor(other, one % other);
}
