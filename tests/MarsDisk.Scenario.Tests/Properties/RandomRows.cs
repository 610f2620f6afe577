using System.Globalization;
using System.Text;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Properties;

/// <summary>Tables of which some parts have rows of one layout and others have not, with mistakes in between.</summary>
internal static class RandomRows
{
    private static readonly string[] Separators = [" ", ",", "\t", ", ", " ,", "  ", " , ", "                      "];

    private static readonly string[] Tails = ["", "", "", "", " ", "\t ", "\r", " # c", "#1", " # µ", " # \u202E", " # a\tb\r"];

    private static readonly string[] Numbers =
        ["1", "-0", "-0.0", "+3", ".5", "-.5", "5.", "1e3", "1E-3", "-1.5e+10", "0.1", "123456789012345678901234567890", "1.7976931348623157e308",
         "9007199254740993", "0.30000000000000004", "5e-324", "00012", "999999999999999", "9999999999999999", "1234567.12345678", "0.000000000000001"];

    private static readonly string[] Odd =
        ["", "# only this", "   ", "1,,2", "1 2 3 4 5 6 7", "1", ",1,2", "x", "1 nan", "1e999 2", "1 2,", "1;2", "1.2.3 4", "-", "1 -", "1 2 \u0001",
         "1 2 # \u0001", "µ", "1 2µ", "--1 2", "1 2 }", "}", "1e 2", "1 +-2", "1 2 \\"];

    public static byte[] Table(Random random, double oddShare)
    {
        var columns = random.Next(2, 6);
        var names = string.Join(", ", Enumerable.Range(0, columns).Select(i => $"c{i}: 1"));
        List<string> lines = [$"table t ({names}) {{"];
        var key = -5.0;
        for (var part = random.Next(1, 6); part > 0; part--)
        {
            var row = Layout(random, columns);
            for (var left = random.Next(1, 60); left > 0; left--)
            {
                key += random.NextDouble();
                lines.Add(random.NextDouble() < oddShare ? Odd[random.Next(Odd.Length)] : row(key));
            }
        }

        return Encoding.UTF8.GetBytes(Scenarios.Body([.. lines, "}"]));
    }

    public static string Fixed(Random random, int whole, int decimals)
    {
        var text = new StringBuilder();
        for (var i = 0; i < whole; i++)
            text.Append((char)('0' + random.Next(10)));
        if (decimals > 0)
            text.Append('.');
        for (var i = 0; i < decimals; i++)
            text.Append((char)('0' + random.Next(10)));
        return text.ToString();
    }

    private static Func<double, string> Layout(Random random, int columns)
    {
        var indent = new string(' ', random.Next(3) * random.Next(20));
        var separator = Separators[random.Next(Separators.Length)];
        var tail = Tails[random.Next(Tails.Length)];
        var format = random.Next(3) switch { 0 => "0.000000", 1 => "R", _ => "000.00000000" };
        (int Whole, int Decimals)[] shapes = [.. Enumerable.Range(0, columns).Select(_ => (random.Next(1, 14), random.Next(0, 14)))];
        var irregular = random.Next(3) == 0 ? 0.3 : 0;
        return key =>
        {
            var row = new StringBuilder(indent).Append(key.ToString(format, CultureInfo.InvariantCulture));
            foreach (var (whole, decimals) in shapes.AsSpan(1))
            {
                row.Append(separator);
                row.Append(random.NextDouble() < irregular ? Numbers[random.Next(Numbers.Length)] : Fixed(random, whole, decimals));
            }

            return row.Append(tail).ToString();
        };
    }
}
