namespace MarsDisk.Physics.Temperature;

/// <summary>When the driver reaches a temperature (specification 17.5).</summary>
public static class CoolingTime
{
    private const double FirstSeconds = 6 * 3600;
    private const int DoublingsMax = 128;
    private const double PrecisionSeconds = 1e-6;

    /// <summary>
    /// Smallest time with T_M ≤ target by bracketing and bisection to 10⁻⁶ s; null when it is not reached before
    /// <paramref name="searchLimitSeconds"/>.
    /// </summary>
    public static double? SecondsUntil(TemperatureTable driver, double target, double searchLimitSeconds)
    {
        if (driver.At(0) <= target)
            return 0;

        var (low, high) = (0.0, Math.Min(FirstSeconds, searchLimitSeconds));
        for (var round = 0; driver.At(high) > target; round++)
        {
            if (round == DoublingsMax || high >= searchLimitSeconds)
                return null;
            (low, high) = (high, Math.Min(2 * high, searchLimitSeconds));
        }
        return Bisect(driver, target, low, high);
    }

    private static double Bisect(TemperatureTable driver, double target, double low, double high)
    {
        while (high - low > PrecisionSeconds)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
                break;
            if (driver.At(middle) <= target)
                high = middle;
            else
                low = middle;
        }
        return high;
    }
}
