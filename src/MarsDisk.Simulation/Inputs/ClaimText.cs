using System.Globalization;

namespace MarsDisk.Simulation.Inputs;

/// <summary>Claims in words.</summary>
internal static class ClaimText
{
    public static string Of(Claim claim)
    {
        var when = claim.When switch
        {
            ClaimTime.At => string.Create(CultureInfo.InvariantCulture, $"at {claim.Time:R} s"),
            ClaimTime.Always => "always",
            _ => "end",
        };
        var tolerance = claim.Comparison != Comparison.Near ? ""
            : claim.IsRelative ? string.Create(CultureInfo.InvariantCulture, $" +- {claim.Tolerance * 100:R} %")
            : string.Create(CultureInfo.InvariantCulture, $" +- {claim.Tolerance:R}");
        return $"expect {when} {claim.Metric.Name} {Sign(claim.Comparison)} {Expected(claim.Expected)}{tolerance}";
    }

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "==",
        Comparison.NotEqual => "!=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        _ => "~=",
    };

    private static string Expected(ExpectedValue value) => value switch
    {
        ExpectedValue.Number number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        ExpectedValue.OtherRun other => $"run \"{other.Run}\"",
        ExpectedValue.Text text => text.Value,
        _ => "",
    };
}
