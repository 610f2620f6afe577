using System.Globalization;

namespace MarsDisk.Simulation.Results;

/// <summary>Numbers as Python writes them, so that documents and seed texts equal those of the reference.</summary>
internal static class PythonText
{
    private const int ExponentMin = -4;
    private const int ExponentMax = 16;

    // Between them both languages write the same digits without an exponent.
    private const double PlainMin = 1e-4;
    private const double PlainMax = 1e15;

    /// <summary>The shortest text that reads back to the same number, for example <c>1e-05</c> or <c>4000.0</c>.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        if (value == 0)
            return double.IsNegative(value) ? "-0.0" : "0.0";
        if (Math.Abs(value) is >= PlainMin and < PlainMax)
            return WithPoint(value.ToString("R", CultureInfo.InvariantCulture));

        var (sign, digits, power) = ShortestDigits(value);
        return power < ExponentMin || power >= ExponentMax ? Scientific(sign, digits, power) : Plain(sign, digits, power);
    }

    private static string WithPoint(string text) => text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";

    // Digits without point, and the power of ten of the first one.
    private static (string Sign, string Digits, int Power) ShortestDigits(double value)
    {
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var power = 0;
        var mark = text.IndexOf('E');
        if (mark >= 0)
        {
            power = int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture);
            text = text[..mark];
        }

        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var digits = whole + (point < 0 ? "" : text[(point + 1)..]);
        power += whole.Length - 1;
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits[leading..].TrimEnd('0');
        return (value < 0 ? "-" : "", digits, power - leading);
    }

    private static string Scientific(string sign, string digits, int power)
    {
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        var size = Math.Abs(power).ToString("00", CultureInfo.InvariantCulture);
        return $"{sign}{mantissa}e{(power < 0 ? "-" : "+")}{size}";
    }

    private static string Plain(string sign, string digits, int power)
    {
        if (power < 0)
            return $"{sign}0.{new string('0', -power - 1)}{digits}";
        if (digits.Length <= power + 1)
            return $"{sign}{digits.PadRight(power + 1, '0')}.0";
        return $"{sign}{digits[..(power + 1)]}.{digits[(power + 1)..]}";
    }
}
