namespace MarsDisk.Physics.Collisions;

/// <summary>
/// The collision rates between all pairs of bins, as the equations are written (E.024, E.044, E.035). The step
/// itself never forms this matrix; see <see cref="CollisionPlan"/>.
/// </summary>
public static class CollisionKernel
{
    /// <summary>pi/sqrt(2 pi): cross-section and vertical overlap of two Gaussian layers.</summary>
    internal static readonly double Geometry = Math.PI / Math.Sqrt(2 * Math.PI);

    /// <summary>C_ij for one speed, m⁻² s⁻¹ (E.024). Row-major; the diagonal carries its factor 1/2.</summary>
    /// <param name="numbers">N_k, m⁻²; not negative.</param>
    /// <param name="sizes">s_k, m; positive.</param>
    /// <param name="scaleHeights">H_k, m; positive.</param>
    /// <param name="speed">Relative speed, m s⁻¹; not negative.</param>
    /// <param name="rates">Receives n × n rates.</param>
    /// <exception cref="PhysicsException">A value is outside its domain.</exception>
    public static void Rates(
        ReadOnlySpan<double> numbers,
        ReadOnlySpan<double> sizes,
        ReadOnlySpan<double> scaleHeights,
        double speed,
        Span<double> rates)
    {
        Check(numbers, sizes, scaleHeights, rates.Length);
        CheckSpeed(speed);

        var n = numbers.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                rates[i * n + j] = Rate(numbers, sizes, scaleHeights, i, j, speed);
        }
    }

    /// <summary>C_ij for a speed per pair, m⁻² s⁻¹ (E.024).</summary>
    /// <param name="numbers">N_k, m⁻²; not negative.</param>
    /// <param name="sizes">s_k, m; positive.</param>
    /// <param name="scaleHeights">H_k, m; positive.</param>
    /// <param name="speeds">Relative speeds, m s⁻¹; n × n, not negative.</param>
    /// <param name="rates">Receives n × n rates.</param>
    /// <exception cref="PhysicsException">A value is outside its domain.</exception>
    public static void Rates(
        ReadOnlySpan<double> numbers,
        ReadOnlySpan<double> sizes,
        ReadOnlySpan<double> scaleHeights,
        ReadOnlySpan<double> speeds,
        Span<double> rates)
    {
        Check(numbers, sizes, scaleHeights, rates.Length);
        if (speeds.Length != rates.Length)
            throw new ArgumentException($"{rates.Length} speeds are needed, not {speeds.Length}.", nameof(speeds));

        var n = numbers.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                CheckSpeed(speeds[i * n + j]);
                rates[i * n + j] = Rate(numbers, sizes, scaleHeights, i, j, speeds[i * n + j]);
            }
        }
    }

    /// <summary>Loss coefficients Lambda_i = (sum_j C_ij + C_ii)/N_i, s⁻¹; 0 for an empty bin.</summary>
    /// <param name="rates">C_ij, n × n.</param>
    /// <param name="numbers">N_k, m⁻².</param>
    /// <param name="coefficients">Receives n coefficients.</param>
    public static void LossCoefficients(
        ReadOnlySpan<double> rates, ReadOnlySpan<double> numbers, Span<double> coefficients)
    {
        var n = numbers.Length;
        for (var i = 0; i < n; i++)
        {
            // An i-i event removes two particles and C_ii counts each event once.
            var sum = rates[i * n + i];
            for (var j = 0; j < n; j++)
                sum += rates[i * n + j];
            coefficients[i] = numbers[i] > 0 ? sum / numbers[i] : 0;
        }
    }

    /// <summary>Shortest collision time, s: 1/max Lambda (E.044); infinite when nothing collides.</summary>
    public static double CollisionTimeMin(ReadOnlySpan<double> lossCoefficients)
    {
        var fastest = 0.0;
        foreach (var coefficient in lossCoefficients)
            fastest = Math.Max(fastest, coefficient);
        return 1 / fastest;
    }

    /// <summary>Mass rate of fragments below the blow-out size, sum over i ≤ j of C_ij m_ij (E.035).</summary>
    /// <param name="rates">C_ij, n × n.</param>
    /// <param name="masses">Mass per event below the blow-out size, kg, n × n.</param>
    /// <param name="bins">n.</param>
    public static double ProductionBelowBlowout(ReadOnlySpan<double> rates, ReadOnlySpan<double> masses, int bins)
    {
        var sum = 0.0;
        for (var i = 0; i < bins; i++)
        {
            for (var j = i; j < bins; j++)
                sum += rates[i * bins + j] * masses[i * bins + j];
        }

        return sum;
    }

    private static double Rate(
        ReadOnlySpan<double> numbers,
        ReadOnlySpan<double> sizes,
        ReadOnlySpan<double> scaleHeights,
        int i,
        int j,
        double speed)
    {
        var reach = sizes[i] + sizes[j];
        var height = Math.Sqrt(scaleHeights[i] * scaleHeights[i] + scaleHeights[j] * scaleHeights[j]);
        var share = i == j ? 0.5 : 1.0;
        return share * numbers[i] * numbers[j] * Geometry * reach * reach * speed / height;
    }

    private static void Check(
        ReadOnlySpan<double> numbers, ReadOnlySpan<double> sizes, ReadOnlySpan<double> scaleHeights, int rates)
    {
        var n = numbers.Length;
        if (sizes.Length != n || scaleHeights.Length != n || rates != n * n)
            throw new ArgumentException($"Lengths differ: {n} numbers, {sizes.Length} sizes, "
                + $"{scaleHeights.Length} scale heights, {rates} rates.", nameof(numbers));
        for (var k = 0; k < n; k++)
        {
            if (!(numbers[k] >= 0) || !(sizes[k] > 0) || !(scaleHeights[k] > 0))
                throw new PhysicsException($"Bin {k} has number {numbers[k]}, size {sizes[k]}, "
                    + $"scale height {scaleHeights[k]}; expected N ≥ 0, s > 0, H > 0.");
        }
    }

    private static void CheckSpeed(double speed)
    {
        if (!(speed >= 0 && double.IsFinite(speed)))
            throw new PhysicsException($"Relative speed {speed} m/s; expected finite and not negative.");
    }
}
