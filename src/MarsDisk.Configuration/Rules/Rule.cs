using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>
/// Something that several keys must not say together. A comparison with a key that could not be read is false, because
/// such a key holds not-a-number.
/// </summary>
/// <param name="Path">The key that the finding points at.</param>
/// <param name="IsBroken">Whether the rule is broken.</param>
/// <param name="Message">What is the case.</param>
/// <param name="Advice">What to do.</param>
internal sealed record Rule(string Path, Func<RunParameters, bool> IsBroken, string Message, string? Advice = null)
{
    public Severity Severity { get; init; } = Severity.Error;

    public string Code { get; init; } = "RULE";

    public static Rule Warn(string path, Func<RunParameters, bool> isBroken, string message, string? advice = null) =>
        new(path, isBroken, message, advice) { Severity = Severity.Warning };
}
