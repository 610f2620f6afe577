using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Radiation;

/// <summary>
/// Planck-mean radiation pressure efficiency ⟨Q_pr⟩(s, T_M), bilinear on linear axes (E.004); or one constant, which is
/// a table of a single cell.
/// </summary>
public sealed class QprTable
{
    private readonly double[] _sizes;
    private readonly double[] _temperatures;
    private readonly double[] _values;                            // row = temperature, column = size

    /// <summary>A table from its axes and values.</summary>
    /// <param name="temperatures">T_M in K, strictly increasing.</param>
    /// <param name="sizes">s in m, strictly increasing.</param>
    /// <param name="values">One row of sizes per temperature.</param>
    public QprTable(ReadOnlySpan<double> temperatures, ReadOnlySpan<double> sizes, ReadOnlySpan<double> values)
    {
        CheckAxis(temperatures, "temperature");
        CheckAxis(sizes, "size");
        if (values.Length != sizes.Length * temperatures.Length)
            throw new PhysicsException($"The radiation table has {values.Length} values, expected {sizes.Length * temperatures.Length}.");
        foreach (var value in values)
            if (!double.IsFinite(value))
                throw new PhysicsException("The radiation table holds a value that is not finite.");

        _temperatures = temperatures.ToArray();
        _sizes = sizes.ToArray();
        _values = values.ToArray();
    }

    private QprTable(double value)
    {
        _temperatures = [1];
        _sizes = [1];
        _values = [value];
    }

    /// <summary>Whether the efficiency depends on nothing.</summary>
    public bool IsConstant => _values.Length == 1;

    /// <summary>Temperatures of the rows, K.</summary>
    public ReadOnlySpan<double> Temperatures => _temperatures;

    /// <summary>Sizes of the columns, m.</summary>
    public ReadOnlySpan<double> Sizes => _sizes;

    /// <summary>Values, one row of sizes per temperature.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The same efficiency for every grain; finite and positive.</summary>
    public static QprTable Constant(double qPr) => double.IsFinite(qPr) && qPr > 0
        ? new QprTable(qPr)
        : throw new PhysicsException($"The radiation pressure efficiency is {qPr:R}; it must be finite and positive.");

    /// <summary>⟨Q_pr⟩ at a size (m) and temperature of Mars (K), each clamped to the table first.</summary>
    public double Lookup(double size, double marsTemperature)
    {
        if (!(double.IsFinite(size) && size > 0 && double.IsFinite(marsTemperature) && marsTemperature > 0))
            throw new PhysicsException($"⟨Q_pr⟩ is asked for s = {size:R} m and T = {marsTemperature:R} K; both must be finite and positive.");
        return IsConstant
            ? _values[0]
            : Interpolate(Math.Clamp(size, _sizes[0], _sizes[^1]), Math.Clamp(marsTemperature, _temperatures[0], _temperatures[^1]));
    }

    /// <summary>⟨Q_pr⟩ of several sizes at one temperature.</summary>
    public void Lookup(ReadOnlySpan<double> sizes, double marsTemperature, Span<double> result)
    {
        for (var k = 0; k < sizes.Length; k++)
            result[k] = Lookup(sizes[k], marsTemperature);
    }

    /// <summary>The bilinear form without clamping; outside the table it extrapolates from the nearest cell.</summary>
    public double Interpolate(double size, double marsTemperature)
    {
        if (IsConstant)
            return _values[0];

        var i = Cell(_sizes, size);
        var j = Cell(_temperatures, marsTemperature);
        var sizeWeight = (size - _sizes[i]) / (_sizes[i + 1] - _sizes[i]);
        var temperatureWeight = (marsTemperature - _temperatures[j]) / (_temperatures[j + 1] - _temperatures[j]);
        var row = j * _sizes.Length + i;
        var nextRow = row + _sizes.Length;
        var cold = _values[row] * (1 - sizeWeight) + _values[row + 1] * sizeWeight;
        var hot = _values[nextRow] * (1 - sizeWeight) + _values[nextRow + 1] * sizeWeight;
        return cold * (1 - temperatureWeight) + hot * temperatureWeight;
    }

    private static int Cell(double[] axis, double value) =>
        Math.Clamp(SpanSearch.CountBelow(axis, value) - 1, 0, axis.Length - 2);

    private static void CheckAxis(ReadOnlySpan<double> axis, string what)
    {
        if (axis.Length < 2)
            throw new PhysicsException($"The {what} axis of the radiation table has {axis.Length} values; it needs at least two.");
        for (var i = 0; i < axis.Length; i++)
            if (!(double.IsFinite(axis[i]) && axis[i] > (i == 0 ? 0 : axis[i - 1])))
                throw new PhysicsException($"The {what} axis of the radiation table is not positive and strictly increasing at {axis[i]:R}.");
    }
}
