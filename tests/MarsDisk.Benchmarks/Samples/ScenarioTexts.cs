using System.Globalization;
using System.Text;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>Scenarios of the sizes that editors are judged by.</summary>
internal static class ScenarioTexts
{
    /// <summary>So many lines: runs of fifty lines with settings, events and comments.</summary>
    public static byte[] Statements(int lines)
    {
        var text = new StringBuilder("scenario \"long\" version 1\nset radiation.TM_K = 4000 K\n");
        for (var line = 2; line < lines - 1;)
        {
            text.Append(CultureInfo.InvariantCulture, $"run \"run-{line}\" {{\n  until = 10 yr\n  seed = {line}\n  # cools step by step\n");
            for (var step = 1; step <= 45; step++)
                text.Append(CultureInfo.InvariantCulture, $"  at {0.1 * step:0.0} yr set radiation.TM_K = {4000 - 10 * step} K\n");
            text.Append("}\n");
            line += 50;
        }

        return Encoding.UTF8.GetBytes(text.Append("end\n").ToString());
    }

    /// <summary>A driver of so many rows of 25 bytes.</summary>
    public static byte[] Rows(int rows)
    {
        var text = new StringBuilder("scenario \"driven\" version 1\nrun \"a\" {\n  until = 200 yr\n  drive (time: day, radiation.TM_K: K) linear {\n", 25 * rows + 200);
        for (var row = 0; row < rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"    {row / 24.0:00000.000000} {4000 - row * 0.003:0000.000}\n");
        return Encoding.UTF8.GetBytes(text.Append("  }\n}\nend\n").ToString());
    }
}
