using MarsDisk.Configuration;

namespace MarsDisk.Cli.Output;

/// <summary>Prints findings: each once, with its place, code and advice.</summary>
internal static class FindingsText
{
    /// <summary>Prints all but what is only worth knowing.</summary>
    /// <returns>Whether the findings stop the start.</returns>
    public static bool Print(IReadOnlyList<Finding> findings, bool isStrict, TextWriter output)
    {
        foreach (var finding in findings.Where(found => found.Severity != Severity.Info).Distinct())
            output.WriteLine(finding);

        var hasErrors = findings.Any(found => found.Severity == Severity.Error);
        var hasWarnings = findings.Any(found => found.Severity == Severity.Warning);
        if (isStrict && hasWarnings && !hasErrors)
            output.WriteLine("--strict: warnings stop the start.");
        return hasErrors || (isStrict && hasWarnings);
    }
}
