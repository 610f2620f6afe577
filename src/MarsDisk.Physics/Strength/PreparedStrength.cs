using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Strength;

/// <summary>
/// Q*_D of the same bodies at one velocity after the other: the powers of the sizes are kept. Gives the bits of
/// <see cref="StrengthTable.Thresholds"/>.
/// </summary>
internal sealed class PreparedStrength
{
    private readonly StrengthTable _table;
    private readonly double[] _sizes;
    private readonly Powers[] _powers;    // per row of the table; rows with equal exponents share theirs
    private double _density = double.NaN;

    public PreparedStrength(StrengthTable table, int bodies)
    {
        _table = table;
        _sizes = new double[bodies];
        _powers = new Powers[table.Entries.Count];
        for (var row = 0; row < _powers.Length; row++)
        {
            var (strength, gravity) = (table.Entries[row].StrengthExponent, table.Entries[row].GravityExponent);
            _powers[row] = Array.Find(_powers, known => known?.Serves(strength, gravity) == true)
                ?? new Powers(strength, gravity, bodies);
        }
    }

    /// <summary>Takes new bodies: radii in m, density in kg m⁻³, all positive.</summary>
    public void Take(ReadOnlySpan<double> sizes, double density)
    {
        sizes.CopyTo(_sizes);
        _density = density;
        foreach (var powers in _powers)
            powers.Forget();
    }

    /// <summary>Q*_D of all bodies, J kg⁻¹.</summary>
    public void Thresholds(double velocityKms, Span<double> thresholds)
    {
        var at = _table.Between(velocityKms);
        var (low, high) = (_powers[at.Lower], _powers[at.Upper]);
        low.Fill(_table, _sizes);
        high.Fill(_table, _sizes);
        var (lowRow, highRow) = (_table.Entries[at.Lower], _table.Entries[at.Upper]);
        var density = _table.DensityInUnits(_density);
        for (var k = 0; k < _sizes.Length; k++)
        {
            var strength = (1 - at.Weight) * (lowRow.StrengthCoefficient * low.Strength[k])
                + at.Weight * (highRow.StrengthCoefficient * high.Strength[k]);
            var gravity = (1 - at.Weight) * (lowRow.GravityCoefficient * density * low.Gravity[k])
                + at.Weight * (highRow.GravityCoefficient * density * high.Gravity[k]);
            thresholds[k] = _table.ThresholdOf(strength, at.GravityFactor * gravity);
        }
    }

    private sealed class Powers(double strengthExponent, double gravityExponent, int bodies)
    {
        private bool _isFilled;

        public double[] Strength { get; } = new double[bodies];

        public double[] Gravity { get; } = new double[bodies];

        public bool Serves(double strength, double gravity) => strengthExponent == strength && gravityExponent == gravity;

        public void Forget() => _isFilled = false;

        public void Fill(StrengthTable table, double[] sizes)
        {
            if (_isFilled)
                return;

            for (var k = 0; k < sizes.Length; k++)
            {
                var x = table.SizeInUnits(sizes[k]);
                Strength[k] = PortableMath.Pow(x, -strengthExponent);
                Gravity[k] = PortableMath.Pow(x, gravityExponent);
            }

            _isFilled = true;
        }
    }
}
