using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Strength;

/// <summary>
/// The catastrophic disruption threshold Q*_D (E.026): a strength and a gravity term, tabulated over the collision
/// velocity. Immutable, so one table can serve every run that uses it.
/// </summary>
public sealed class StrengthTable
{
    /// <summary>Velocity scaling exponent mu of the gravity regime unless a configuration says otherwise.</summary>
    public const double GravityMuDefault = 0.45;

    private const double CentimetresPerMetre = 100.0;
    private const double GramsPerCubicCentimetre = 1e-3;    // of one kg m⁻³
    private const double JoulesPerKilogram = 1e-4;          // of one erg g⁻¹

    private readonly StrengthEntry[] _entries;
    private readonly double _velocityExponent;

    /// <summary>Builds a table from its rows, in any order.</summary>
    /// <param name="entries">At least one row; velocities positive and different.</param>
    /// <param name="units">How the coefficients are to be read.</param>
    /// <param name="gravityMu">mu of the gravity regime: outside the table the gravity term scales as
    /// (v/v_end)^(2 − 3 mu).</param>
    /// <exception cref="PhysicsException">No rows, a velocity that is not positive, or two equal velocities.</exception>
    public StrengthTable(
        IEnumerable<StrengthEntry> entries,
        StrengthUnits units = StrengthUnits.Cgs,
        double gravityMu = GravityMuDefault)
    {
        ArgumentNullException.ThrowIfNull(entries);

        _entries = [.. entries.OrderBy(entry => entry.VelocityKms)];
        Units = units;
        GravityMu = gravityMu;
        _velocityExponent = 2.0 - 3.0 * gravityMu;
        RequireDistinctVelocities();
    }

    /// <summary>The rows, by rising velocity.</summary>
    public IReadOnlyList<StrengthEntry> Entries => _entries;

    /// <summary>How the coefficients are read.</summary>
    public StrengthUnits Units { get; }

    /// <summary>mu of the gravity regime.</summary>
    public double GravityMu { get; }

    /// <summary>The table of the model: seven rows, at 1 to 7 km s⁻¹.</summary>
    /// <param name="scale">Factor on Q_s and B; 5.574 gives the forsterite study table.</param>
    /// <param name="units">How the coefficients are to be read.</param>
    /// <param name="gravityMu">mu of the gravity regime.</param>
    public static StrengthTable BuiltIn(
        double scale = 1.0,
        StrengthUnits units = StrengthUnits.Cgs,
        double gravityMu = GravityMuDefault)
    {
        return new StrengthTable(
            [
                Row(1.0, 3.5e7, 0.14689007046000738),
                Row(2.0, 3.5e7, 0.23049522684371007),
                Row(3.0, 3.5e7, 0.3),
                Row(4.0, 5.25e7, 0.4),
                Row(5.0, 7.0e7, 0.5),
                Row(6.0, 7.0e7, 0.5629085099123813),
                Row(7.0, 7.0e7, 0.6222332685311813),
            ],
            units,
            gravityMu);

        StrengthEntry Row(double velocityKms, double strength, double gravity) =>
            new(velocityKms, scale * strength, 0.38, scale * gravity, 1.36);
    }

    /// <summary>The same coefficients at each of the given reference velocities.</summary>
    /// <param name="velocitiesKms">Reference velocities, km s⁻¹.</param>
    /// <param name="coefficients">The coefficients; its velocity is not used.</param>
    /// <param name="units">How the coefficients are to be read.</param>
    /// <param name="gravityMu">mu of the gravity regime.</param>
    public static StrengthTable Broadcast(
        IEnumerable<double> velocitiesKms,
        StrengthEntry coefficients,
        StrengthUnits units = StrengthUnits.Cgs,
        double gravityMu = GravityMuDefault) =>
        new(velocitiesKms.Select(velocity => coefficients with { VelocityKms = velocity }), units, gravityMu);

    /// <summary>Says whether the table covers a velocity; runs count the answers.</summary>
    /// <param name="velocityKms">Collision velocity, km s⁻¹.</param>
    public VelocityRange RangeOf(double velocityKms) =>
        velocityKms < _entries[0].VelocityKms ? VelocityRange.Below
        : velocityKms > _entries[^1].VelocityKms ? VelocityRange.Above
        : VelocityRange.Inside;

    /// <summary>Q*_D of one body, J kg⁻¹ (E.026).</summary>
    /// <param name="size">Radius, m; positive.</param>
    /// <param name="density">Material density, kg m⁻³; positive.</param>
    /// <param name="velocityKms">Collision velocity, km s⁻¹; positive.</param>
    /// <exception cref="PhysicsException">An argument is not positive.</exception>
    public double Threshold(double size, double density, double velocityKms)
    {
        double threshold = 0;
        Thresholds(new ReadOnlySpan<double>(in size), density, velocityKms, new Span<double>(ref threshold));
        return threshold;
    }

    /// <summary>Q*_D of many bodies at one velocity, J kg⁻¹ (E.026).</summary>
    /// <param name="sizes">Radii, m; positive.</param>
    /// <param name="density">Material density, kg m⁻³; positive.</param>
    /// <param name="velocityKms">Collision velocity, km s⁻¹; positive.</param>
    /// <param name="thresholds">Receives one value per size.</param>
    /// <exception cref="PhysicsException">An argument is not positive.</exception>
    public void Thresholds(
        ReadOnlySpan<double> sizes, double density, double velocityKms, Span<double> thresholds)
    {
        RequirePositive(density, "density");
        RequirePositive(velocityKms, "velocity");
        var at = Between(velocityKms);
        ref readonly var lower = ref _entries[at.Lower];
        ref readonly var upper = ref _entries[at.Upper];
        var unitDensity = DensityInUnits(density);

        for (var k = 0; k < sizes.Length; k++)
        {
            RequirePositive(sizes[k], "size");
            var x = SizeInUnits(sizes[k]);
            var strength = (1 - at.Weight) * StrengthTerm(lower, x) + at.Weight * StrengthTerm(upper, x);
            var gravity = (1 - at.Weight) * GravityTerm(lower, x, unitDensity)
                + at.Weight * GravityTerm(upper, x, unitDensity);
            thresholds[k] = ThresholdOf(strength, at.GravityFactor * gravity);
        }
    }

    internal double SizeInUnits(double size) => Units == StrengthUnits.Cgs ? size * CentimetresPerMetre : size;

    internal double DensityInUnits(double density) =>
        Units == StrengthUnits.Cgs ? density * GramsPerCubicCentimetre : density;

    /// <summary>Q*_D in J kg⁻¹ from both terms in the units of the table.</summary>
    internal double ThresholdOf(double strength, double gravity) =>
        Units == StrengthUnits.Cgs ? (strength + gravity) * JoulesPerKilogram : strength + gravity;

    // Inside the table both terms are interpolated linearly in v; outside, the end row is used and only the
    // gravity term follows the velocity.
    internal Bracket Between(double velocityKms)
    {
        var range = RangeOf(velocityKms);
        if (range != VelocityRange.Inside)
        {
            var end = range == VelocityRange.Below ? 0 : _entries.Length - 1;
            var ratio = velocityKms / _entries[end].VelocityKms;
            return new Bracket(end, end, 0, PortableMath.Pow(ratio, _velocityExponent));
        }

        var upper = 0;
        while (_entries[upper].VelocityKms < velocityKms)
            upper++;
        if (upper == 0)
            return new Bracket(0, 0, 0, 1);

        var (low, high) = (_entries[upper - 1].VelocityKms, _entries[upper].VelocityKms);
        return new Bracket(upper - 1, upper, (velocityKms - low) / (high - low), 1);
    }

    private static double StrengthTerm(in StrengthEntry row, double x) =>
        row.StrengthCoefficient * PortableMath.Pow(x, -row.StrengthExponent);

    private static double GravityTerm(in StrengthEntry row, double x, double density) =>
        row.GravityCoefficient * density * PortableMath.Pow(x, row.GravityExponent);

    private void RequireDistinctVelocities()
    {
        if (_entries.Length == 0)
            throw new PhysicsException("A strength table needs at least one reference velocity.");
        for (var k = 0; k < _entries.Length; k++)
        {
            if (!(_entries[k].VelocityKms > 0))
                throw new PhysicsException($"Reference velocity {_entries[k].VelocityKms} km/s is not positive.");
            if (k > 0 && !(_entries[k].VelocityKms > _entries[k - 1].VelocityKms))
                throw new PhysicsException($"Reference velocity {_entries[k].VelocityKms} km/s is given twice.");
        }
    }

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0))
            throw new PhysicsException($"The strength law needs a positive {name}, not {value}.");
    }

    /// <summary>The rows around a velocity, the weight of the upper one, and the factor of the gravity term.</summary>
    internal readonly record struct Bracket(int Lower, int Upper, double Weight, double GravityFactor);
}
