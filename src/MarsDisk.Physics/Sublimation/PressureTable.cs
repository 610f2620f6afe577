using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Sublimation;

/// <summary>
/// Measured vapour pressures: a shape-preserving cubic (PCHIP, Fritsch and Carlson) of log₁₀ P over T inside the table, a
/// local Clausius fit outside of it (E.037, E.037b).
/// </summary>
public sealed class PressureTable
{
    private readonly double[] _temperatures;
    private readonly double[] _logPressures;
    private readonly double[] _slopes;
    private readonly double _fitWindowKelvin;
    private readonly int _fitPointsMin;

    /// <summary>A table from its columns, in any order of temperature.</summary>
    /// <param name="temperatures">T, K; at least two different ones.</param>
    /// <param name="logPressures">log₁₀ of P in Pa; as many.</param>
    /// <param name="fitWindowKelvin">How far from its end the table counts for a fit, K.</param>
    /// <param name="fitPointsMin">How many rows a fit uses at least.</param>
    public PressureTable(
        ReadOnlySpan<double> temperatures, ReadOnlySpan<double> logPressures, double fitWindowKelvin = 300, int fitPointsMin = 3)
    {
        if (temperatures.Length != logPressures.Length)
            throw new PhysicsException($"The vapour pressure table has {temperatures.Length} temperatures and {logPressures.Length} pressures.");
        var values = logPressures.ToArray();
        var rows = temperatures.ToArray().Select((temperature, i) => (Temperature: temperature, LogPressure: values[i]))
            .OrderBy(row => row.Temperature).DistinctBy(row => row.Temperature).ToArray();
        if (rows.Length < 2 || !rows.All(row => double.IsFinite(row.Temperature) && double.IsFinite(row.LogPressure)))
            throw new PhysicsException("The vapour pressure table needs at least two different temperatures and finite values.");

        _temperatures = [.. rows.Select(row => row.Temperature)];
        _logPressures = [.. rows.Select(row => row.LogPressure)];
        _slopes = MonotoneSlopes(_temperatures, _logPressures);
        _fitWindowKelvin = fitWindowKelvin;
        _fitPointsMin = fitPointsMin;
    }

    /// <summary>Lowest temperature of the table, K.</summary>
    public double TemperatureMin => _temperatures[0];

    /// <summary>Highest temperature of the table, K.</summary>
    public double TemperatureMax => _temperatures[^1];

    /// <summary>Whether the table covers a temperature (K).</summary>
    public bool Covers(double temperature) => temperature >= TemperatureMin && temperature <= TemperatureMax;

    /// <summary>P at a temperature (K) inside of the table, Pa.</summary>
    public double Pressure(double temperature)
    {
        if (!Covers(temperature))
            throw new PhysicsException($"The vapour pressure table holds from {TemperatureMin:R} to {TemperatureMax:R} K and is asked at {temperature:R} K.");

        var i = Math.Clamp(SpanSearch.CountNotAbove(_temperatures, temperature) - 1, 0, _temperatures.Length - 2);
        var width = _temperatures[i + 1] - _temperatures[i];
        var secant = (_logPressures[i + 1] - _logPressures[i]) / width;
        var distance = temperature - _temperatures[i];
        var excess = (_slopes[i] + _slopes[i + 1] - 2 * secant) / width;
        var quadratic = (secant - _slopes[i]) / width - excess;
        return PortableMath.Pow10(
            _logPressures[i] + distance * (_slopes[i] + distance * (quadratic + distance * (excess / width))));
    }

    /// <summary>
    /// Least-squares fit of a Clausius law to the rows in a window at the end that is nearest to a temperature outside of
    /// the table; null when the fit does not rise with temperature.
    /// </summary>
    public ClausiusLaw? FitNear(double temperature)
    {
        var isBelow = temperature < TemperatureMin;
        var end = isBelow ? TemperatureMin : TemperatureMax;
        var inside = isBelow
            ? SpanSearch.CountNotAbove(_temperatures, end + _fitWindowKelvin)
            : _temperatures.Length - SpanSearch.CountBelow(_temperatures, end - _fitWindowKelvin);
        var count = Math.Min(Math.Max(inside, _fitPointsMin), _temperatures.Length);
        var first = isBelow ? 0 : _temperatures.Length - count;
        return Fit(_temperatures.AsSpan(first, count), _logPressures.AsSpan(first, count));
    }

    private static ClausiusLaw? Fit(ReadOnlySpan<double> temperatures, ReadOnlySpan<double> logPressures)
    {
        var (meanInverse, meanLog) = (0.0, 0.0);
        for (var i = 0; i < temperatures.Length; i++)
        {
            meanInverse += 1 / temperatures[i] / temperatures.Length;
            meanLog += logPressures[i] / temperatures.Length;
        }

        var (covariance, variance) = (0.0, 0.0);
        for (var i = 0; i < temperatures.Length; i++)
        {
            var deviation = 1 / temperatures[i] - meanInverse;
            covariance += deviation * (logPressures[i] - meanLog);
            variance += deviation * deviation;
        }

        var b = -covariance / variance;
        return b > 0 ? new ClausiusLaw(meanLog + b * meanInverse, b) : null;
    }

    private static double[] MonotoneSlopes(double[] x, double[] y)
    {
        var last = x.Length - 1;
        var secants = new double[last];
        for (var i = 0; i < last; i++)
            secants[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
        if (last == 1)
            return [secants[0], secants[0]];

        var slopes = new double[x.Length];
        for (var i = 1; i < last; i++)
            slopes[i] = InnerSlope(x[i] - x[i - 1], x[i + 1] - x[i], secants[i - 1], secants[i]);
        slopes[0] = EndSlope(x[1] - x[0], x[2] - x[1], secants[0], secants[1]);
        slopes[last] = EndSlope(x[last] - x[last - 1], x[last - 1] - x[last - 2], secants[last - 1], secants[last - 2]);
        return slopes;
    }

    // Weighted harmonic mean; zero at an extremum.
    private static double InnerSlope(double before, double after, double secantBefore, double secantAfter)
    {
        if (!(secantBefore * secantAfter > 0))
            return 0;
        var (weightBefore, weightAfter) = (2 * after + before, after + 2 * before);
        return (weightBefore + weightAfter) / (weightBefore / secantBefore + weightAfter / secantAfter);
    }

    // Three-point formula, limited so that the curve keeps the shape of the data.
    private static double EndSlope(double near, double far, double secantNear, double secantFar)
    {
        var slope = ((2 * near + far) * secantNear - near * secantFar) / (near + far);
        if (Math.Sign(slope) != Math.Sign(secantNear))
            return 0;
        var isOvershooting = Math.Sign(secantNear) != Math.Sign(secantFar) && Math.Abs(slope) > 3 * Math.Abs(secantNear);
        return isOvershooting ? 3 * secantNear : slope;
    }
}
