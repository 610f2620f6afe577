namespace MarsDisk.Configuration;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>The run goes on, but perhaps not as meant; refused by a strict check.</summary>
    Warning,

    /// <summary>The configuration cannot be run.</summary>
    Error,
}

/// <summary>One thing to say about a configuration, with its place and with what to do about it.</summary>
/// <param name="File">File name, or the override or variable that the finding is about.</param>
/// <param name="Line">Line from 1; 0 when the place is no file.</param>
/// <param name="Column">Column from 1; 0 when the place is no file.</param>
/// <param name="Code">Stable code: YAML, LIMIT, FILE, KEY001, KEY002, TYPE, RANGE, RULE, REF or a code of the check.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What is the case, as one sentence.</param>
/// <param name="Advice">What to do, as one sentence; null when the message says it all.</param>
public sealed record Finding(
    string File, int Line, int Column, string Code, Severity Severity, string Message, string? Advice = null)
{
    /// <summary>The place as people read it: <c>file:line:column</c>, or the override itself.</summary>
    public string Where => Line == 0 ? File : FormattableString.Invariant($"{File}:{Line}:{Column}");

    /// <summary>The finding as text: one line, and an indented one with the advice.</summary>
    public override string ToString()
    {
        var line = $"{Where}  {Code}  {Severity.ToString().ToLowerInvariant()}  {Message}";
        return Advice is null ? line : $"{line}\n    {Advice}";
    }
}
