using System.Runtime.CompilerServices;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Radiation;

/// <summary>
/// ⟨Q_pr⟩ of a table at one temperature of Mars: the rows around it are found once, then every size costs one search and
/// one interpolation.
/// </summary>
public readonly struct QprIsotherm
{
    private readonly double[] _sizes;
    private readonly double[] _values;
    private readonly int _coldRow;
    private readonly int _hotRow;
    private readonly double _hotWeight;

    internal QprIsotherm(double[] sizes, double[] values, int coldRow, int hotRow, double hotWeight)
    {
        _sizes = sizes;
        _values = values;
        _coldRow = coldRow;
        _hotRow = hotRow;
        _hotWeight = hotWeight;
    }

    /// <summary>⟨Q_pr⟩ of a size (m; finite and positive), clamped to the table first.</summary>
    public double Lookup(double size)
    {
        if (!(double.IsFinite(size) && size > 0))
            throw new PhysicsException($"⟨Q_pr⟩ is asked for s = {size:R} m; a size must be finite and positive.");
        return Interpolate(Math.Clamp(size, _sizes[0], _sizes[^1]));
    }

    /// <summary>The form without clamping; outside the table it extrapolates from the nearest cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double Interpolate(double size)
    {
        if (_sizes.Length == 1)
            return _values[0];

        var i = SpanSearch.CellBelow(_sizes, size);
        var weight = (size - _sizes[i]) / (_sizes[i + 1] - _sizes[i]);
        var cold = Between(_coldRow + i, weight);
        var hot = Between(_hotRow + i, weight);
        return cold * (1 - _hotWeight) + hot * _hotWeight;
    }

    private double Between(int left, double weight) => _values[left] * (1 - weight) + _values[left + 1] * weight;
}
