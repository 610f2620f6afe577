using System.Globalization;
using System.Text;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>Long scenarios: events as people write them, and the rows of a driver.</summary>
internal static class ScenarioText
{
    private const string Head = "scenario \"bench\" version 1\nconfig from \"base.yml\"\nrun \"a\" {\n  until = 1000 yr\n";

    /// <summary>A run of so many events of four kinds.</summary>
    public static byte[] Statements(int count)
    {
        var text = new StringBuilder(Head);
        for (var index = 1; index <= count; index++)
        {
            var time = string.Create(CultureInfo.InvariantCulture, $"  at {index * 1e-3:0.000} yr ");
            text.Append(time).Append(CultureInfo.InvariantCulture, $"{Action(index)}\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("}\nend\n").ToString());
    }

    /// <summary>A run with a driver of so many rows of three numbers.</summary>
    public static byte[] Rows(int count)
    {
        var text = new StringBuilder(Head);
        text.Append("  drive (time: day, radiation.TM_K: K, supply.const.mu_orbit10pct: 1) linear extrapolate error {\n");
        for (var index = 0; index < count; index++)
        {
            var temperature = 4000 - (index % 100_000 * 0.03);
            text.Append(CultureInfo.InvariantCulture, $"{index / 24.0:0.000000} {temperature:0.00} {1 - (index % 1000 * 0.001):0.000}\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("  }\n}\nend\n").ToString());
    }

    private static string Action(int index) => (index % 4) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"set radiation.TM_K = {4000 - (index % 2000)} K"),
        1 => string.Create(CultureInfo.InvariantCulture, $"ramp supply.const.mu_orbit10pct to 0.{index % 1000:000} over 60 day"),
        2 => string.Create(CultureInfo.InvariantCulture, $"snapshot \"after-{index}\""),
        _ => "log \"supply is off\"",
    };
}
