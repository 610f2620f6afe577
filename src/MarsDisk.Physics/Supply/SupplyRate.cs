using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Supply;

/// <summary>The raw external supply as a function of time, kg m⁻² s⁻¹ (R_base of E.027). Immutable.</summary>
public abstract class SupplyRate
{
    private protected SupplyRate()
    {
    }

    /// <summary>No supply at all.</summary>
    public static SupplyRate None { get; } = Constant(0);

    /// <summary>The same rate always.</summary>
    public static SupplyRate Constant(double rate) => new ConstantRate(rate);

    /// <summary>amplitude × ((t − start) + 1e-12)^index from the start on, 0 before it.</summary>
    /// <param name="amplitude">Rate after one second, kg m⁻² s⁻¹.</param>
    /// <param name="startSeconds">t0, s; not positive means 0.</param>
    /// <param name="index">Exponent of time.</param>
    public static SupplyRate PowerLaw(double amplitude, double startSeconds, double index) =>
        new PowerLawRate(amplitude, Math.Max(startSeconds, 0), index);

    /// <summary>Linear in time between rows; the ends are held.</summary>
    /// <param name="seconds">Times, s; rising.</param>
    /// <param name="rates">One rate per time, kg m⁻² s⁻¹.</param>
    /// <exception cref="ArgumentException">No rows, lengths differ, or times that do not rise.</exception>
    public static SupplyRate Table(ReadOnlySpan<double> seconds, ReadOnlySpan<double> rates)
    {
        RequireRising(seconds, 1, nameof(seconds));
        if (rates.Length != seconds.Length)
            throw new ArgumentException($"{seconds.Length} times but {rates.Length} rates.", nameof(rates));
        return new TableRate(seconds.ToArray(), rates.ToArray());
    }

    /// <summary>Bilinear in time and radius; extrapolates beyond the table, as the reference does.</summary>
    /// <param name="seconds">Times, s; rising, at least two.</param>
    /// <param name="radii">Radii, m; rising, at least two.</param>
    /// <param name="rates">One rate per time and radius, rows by time, kg m⁻² s⁻¹.</param>
    /// <exception cref="ArgumentException">Too few values, or axes that do not rise.</exception>
    public static SupplyRate Table(
        ReadOnlySpan<double> seconds, ReadOnlySpan<double> radii, ReadOnlySpan<double> rates)
    {
        RequireRising(seconds, 2, nameof(seconds));
        RequireRising(radii, 2, nameof(radii));
        if (rates.Length != seconds.Length * radii.Length)
            throw new ArgumentException($"{seconds.Length * radii.Length} rates are needed.", nameof(rates));
        return new SurfaceRate(seconds.ToArray(), radii.ToArray(), rates.ToArray());
    }

    /// <summary>The rate of the first segment that contains the time, else 0.</summary>
    public static SupplyRate Piecewise(IEnumerable<SupplySegment> segments) => new PiecewiseRate([.. segments]);

    /// <summary>R_base, kg m⁻² s⁻¹.</summary>
    /// <param name="timeSeconds">Time, s.</param>
    /// <param name="radiusMetres">Radius of the layer, m; read by two-dimensional tables only.</param>
    public abstract double At(double timeSeconds, double radiusMetres);

    /// <summary>The supply that reaches the layer, max(eps_mix R_base, 0), kg m⁻² s⁻¹ (E.027).</summary>
    /// <param name="timeSeconds">Time, s.</param>
    /// <param name="radiusMetres">Radius of the layer, m.</param>
    /// <param name="mixing">eps_mix.</param>
    public double Mixed(double timeSeconds, double radiusMetres, double mixing) =>
        Math.Max(mixing * At(timeSeconds, radiusMetres), 0);

    private static void RequireRising(ReadOnlySpan<double> axis, int lengthMin, string name)
    {
        if (axis.Length < lengthMin)
            throw new ArgumentException($"At least {lengthMin} values are needed, not {axis.Length}.", name);
        for (var k = 1; k < axis.Length; k++)
        {
            if (!(axis[k] > axis[k - 1]))
                throw new ArgumentException($"Value {axis[k]} follows {axis[k - 1]}; expected a rising axis.", name);
        }
    }

    private sealed class ConstantRate(double rate) : SupplyRate
    {
        public override double At(double timeSeconds, double radiusMetres) => rate;
    }

    private sealed class PowerLawRate(double amplitude, double startSeconds, double index) : SupplyRate
    {
        public override double At(double timeSeconds, double radiusMetres) => timeSeconds < startSeconds
            ? 0
            : amplitude * PortableMath.Pow(timeSeconds - startSeconds + 1e-12, index);
    }

    private sealed class TableRate(double[] seconds, double[] rates) : SupplyRate
    {
        public override double At(double timeSeconds, double radiusMetres) =>
            LinearTable.Interpolate(seconds, rates, timeSeconds);
    }

    private sealed class SurfaceRate(double[] seconds, double[] radii, double[] rates) : SupplyRate
    {
        public override double At(double timeSeconds, double radiusMetres)
        {
            var row = CellOf(seconds, timeSeconds);
            var column = CellOf(radii, radiusMetres);
            var inTime = (timeSeconds - seconds[row]) / (seconds[row + 1] - seconds[row]);
            var inRadius = (radiusMetres - radii[column]) / (radii[column + 1] - radii[column]);
            var below = (1 - inRadius) * Value(row, column) + inRadius * Value(row, column + 1);
            var above = (1 - inRadius) * Value(row + 1, column) + inRadius * Value(row + 1, column + 1);
            return (1 - inTime) * below + inTime * above;
        }

        private double Value(int row, int column) => rates[row * radii.Length + column];

        private static int CellOf(double[] axis, double at)
        {
            var cell = 0;
            while (cell < axis.Length - 2 && axis[cell + 1] < at)
                cell++;
            return cell;
        }
    }

    private sealed class PiecewiseRate(SupplySegment[] segments) : SupplyRate
    {
        public override double At(double timeSeconds, double radiusMetres)
        {
            foreach (var segment in segments)
            {
                if (timeSeconds >= segment.StartSeconds && timeSeconds < segment.EndSeconds)
                    return segment.Rate.At(timeSeconds, radiusMetres);
            }

            return 0;
        }
    }
}

/// <summary>A stretch of time [start, end) with its own supply.</summary>
/// <param name="StartSeconds">First time, s.</param>
/// <param name="EndSeconds">First time after the segment, s.</param>
/// <param name="Rate">The supply within it; its time is that of the run.</param>
public readonly record struct SupplySegment(double StartSeconds, double EndSeconds, SupplyRate Rate);
