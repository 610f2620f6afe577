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
    public double Lookup(double size, double marsTemperature) => At(marsTemperature).Lookup(size);

    /// <summary>⟨Q_pr⟩ of several sizes at one temperature.</summary>
    public void Lookup(ReadOnlySpan<double> sizes, double marsTemperature, Span<double> result)
    {
        var isotherm = At(marsTemperature);
        for (var k = 0; k < sizes.Length; k++)
            result[k] = isotherm.Lookup(sizes[k]);
    }

    /// <summary>⟨Q_pr⟩ at a temperature of Mars (K; finite and positive), clamped to the table first.</summary>
    public QprIsotherm At(double marsTemperature)
    {
        if (!(double.IsFinite(marsTemperature) && marsTemperature > 0))
            throw new PhysicsException($"⟨Q_pr⟩ is asked for T = {marsTemperature:R} K; a temperature must be finite and positive.");
        return Isotherm(Math.Clamp(marsTemperature, _temperatures[0], _temperatures[^1]));
    }

    /// <summary>The bilinear form without clamping; outside the table it extrapolates from the nearest cell.</summary>
    public double Interpolate(double size, double marsTemperature) => Isotherm(marsTemperature).Interpolate(size);

    private QprIsotherm Isotherm(double marsTemperature)
    {
        if (IsConstant)
            return new QprIsotherm(_sizes, _values, 0, 0, 0);

        var j = SpanSearch.CellBelow(_temperatures, marsTemperature);
        var weight = (marsTemperature - _temperatures[j]) / (_temperatures[j + 1] - _temperatures[j]);
        return new QprIsotherm(_sizes, _values, j * _sizes.Length, (j + 1) * _sizes.Length, weight);
    }

    private static void CheckAxis(ReadOnlySpan<double> axis, string what)
    {
        if (axis.Length < 2)
            throw new PhysicsException($"The {what} axis of the radiation table has {axis.Length} values; it needs at least two.");
        for (var i = 0; i < axis.Length; i++)
            if (!(double.IsFinite(axis[i]) && axis[i] > (i == 0 ? 0 : axis[i - 1])))
                throw new PhysicsException($"The {what} axis of the radiation table is not positive and strictly increasing at {axis[i]:R}.");
    }
}
