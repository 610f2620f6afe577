namespace MarsDisk.Configuration.Sweeps;

/// <summary>One point of a sweep.</summary>
/// <param name="Index">Position in the order of the sweep, from 0; replicas of a point follow each other.</param>
/// <param name="Replica">Which of the runs with different seeds, from 0.</param>
/// <param name="Values">One value for each of <see cref="SweepDefinition.Keys"/>; null keeps that of the base.</param>
public sealed record SweepPoint(int Index, int Replica, IReadOnlyList<SweepValue?> Values);

/// <summary>Expands a definition into its points. The order is fixed: the first axis varies slowest, extra cases come last.</summary>
public static class SweepPoints
{
    /// <summary>Points a sweep may have; more is a slip in a range.</summary>
    public const int PointsMax = 100_000;

    /// <summary>Number of points before exclusions; counted without expanding anything.</summary>
    /// <param name="definition">The sweep.</param>
    public static double Count(SweepDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var grid = definition.Axes.Count == 0 ? 0.0 : definition.Axes.Aggregate(1.0, (product, axis) => product * axis.Rows.Count);
        return (grid + definition.ExtraCases.Count) * definition.Replicas;
    }

    /// <summary>All points that are not excluded.</summary>
    /// <param name="definition">The sweep; at most <see cref="PointsMax"/> points.</param>
    public static IReadOnlyList<SweepPoint> Expand(SweepDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var keys = definition.Keys;
        var points = new List<SweepPoint>();
        foreach (var values in Grid(definition.Axes).Concat(definition.ExtraCases.Select(extra => extra.Values)))
        {
            if (definition.Exclusions.Any(filter => filter.Matches(key => values.GetValueOrDefault(key))))
                continue;
            for (var replica = 0; replica < definition.Replicas; replica++)
                points.Add(new SweepPoint(points.Count, replica, [.. keys.Select(key => values.GetValueOrDefault(key))]));
        }

        return points;
    }

    private static IEnumerable<IReadOnlyDictionary<string, SweepValue>> Grid(IReadOnlyList<SweepAxis> axes)
    {
        var rows = new int[axes.Count];
        var hasMore = axes.Count > 0;
        while (hasMore)
        {
            var values = new Dictionary<string, SweepValue>(StringComparer.Ordinal);
            for (var axis = 0; axis < axes.Count; axis++)
            {
                for (var key = 0; key < axes[axis].Keys.Count; key++)
                    values[axes[axis].Keys[key]] = axes[axis].Rows[rows[axis]][key];
            }

            yield return values;
            hasMore = Advance(rows, axes);
        }
    }

    // Like the digits of a number: the last axis first.
    private static bool Advance(int[] rows, IReadOnlyList<SweepAxis> axes)
    {
        for (var axis = rows.Length - 1; axis >= 0; axis--)
        {
            if (++rows[axis] < axes[axis].Rows.Count)
                return true;
            rows[axis] = 0;
        }

        return false;
    }
}
