using System.Globalization;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Units;

/// <summary>
/// Reads ISO 8601 durations of certain length: weeks alone, or years of 365.25 days, days, hours, minutes and seconds. Months
/// do not exist. The result has the largest unit of yr, day, h, min, s of which it is a whole number.
/// </summary>
internal static class DurationReader
{
    private const double SecondsPerDay = 86_400;
    private const int DigitsMax = 20;

    /// <summary>Bytes of the duration at the start of a text and its value; 0 if there is none.</summary>
    public static int Read(ReadOnlySpan<byte> text, out Quantity duration)
    {
        duration = default;
        if (text.IsEmpty || text[0] != 'P')
            return 0;
        var at = 1;
        var seconds = 0.0;
        if (Part(text, ref at, 'W', false, 7 * SecondsPerDay, ref seconds))
            return End(text, at, seconds, out duration);
        var hasPart = Part(text, ref at, 'Y', false, UnitTable.SecondsPerYear, ref seconds);
        hasPart |= Part(text, ref at, 'D', false, SecondsPerDay, ref seconds);
        if (at < text.Length && text[at] == 'T')
        {
            at++;
            var hasTime = Part(text, ref at, 'H', true, 3600, ref seconds);
            hasTime |= Part(text, ref at, 'M', true, 60, ref seconds);
            hasTime |= Part(text, ref at, 'S', true, 1, ref seconds);
            if (!hasTime)
                return 0;
            hasPart = true;
        }

        return hasPart ? End(text, at, seconds, out duration) : 0;
    }

    private static int End(ReadOnlySpan<byte> text, int at, double seconds, out Quantity duration)
    {
        duration = InWholeUnits(seconds);
        return double.IsFinite(seconds) && (at == text.Length || !ByteClass.Is(text[at], ByteClass.Name)) ? at : 0;
    }

    private static Quantity InWholeUnits(double seconds)
    {
        foreach (var unit in UnitTable.DurationUnits)
        {
            if (seconds % unit.ToSi is 0)
                return new(seconds / unit.ToSi, unit);
        }

        return new(seconds, UnitTable.Second);
    }

    private static bool Part(ReadOnlySpan<byte> text, ref int at, char letter, bool hasFraction, double factor, ref double seconds)
    {
        var end = at;
        while (end < text.Length && ByteClass.IsDigit(text[end]))
            end++;
        if (end == at)
            return false;
        if (hasFraction && end + 1 < text.Length && text[end] == '.' && ByteClass.IsDigit(text[end + 1]))
        {
            end++;
            while (end < text.Length && ByteClass.IsDigit(text[end]))
                end++;
        }

        if (end >= text.Length || text[end] != letter || end - at > DigitsMax)
            return false;
        seconds += factor * double.Parse(text[at..end], NumberStyles.Float, CultureInfo.InvariantCulture);
        at = end + 1;
        return true;
    }
}
