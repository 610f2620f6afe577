using MarsDisk.Parsing;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>Everything that a binder has found, in the order of the source.</summary>
internal sealed class Problems
{
    private readonly List<Diagnostic> _found = [];

    /// <summary>What was found since the last <see cref="Take"/>.</summary>
    public IReadOnlyList<Diagnostic> Found => _found;

    /// <summary>Whether an error is among them.</summary>
    public bool HasErrors => _found.Exists(problem => problem.Severity == Severity.Error);

    /// <summary>Notes an error.</summary>
    /// <param name="code">Code of appendix B.</param>
    /// <param name="at">Where.</param>
    /// <param name="message">What was found and expected.</param>
    /// <param name="note">What to do; null when the message says it.</param>
    public void Error(string code, in SourceSpan at, string message, string? note = null) =>
        _found.Add(Make(code, Severity.Error, at, message, note));

    /// <summary>Notes something that is probably not meant.</summary>
    public void Warning(string code, in SourceSpan at, string message, string? note = null) =>
        _found.Add(Make(code, Severity.Warning, at, message, note));

    /// <summary>Takes over what was found elsewhere.</summary>
    public void Add(IEnumerable<Diagnostic> found) => _found.AddRange(found);

    /// <summary>Gives everything out and forgets it.</summary>
    public IReadOnlyList<Diagnostic> Take()
    {
        Diagnostic[] taken = [.. _found];
        _found.Clear();
        return taken;
    }

    private static Diagnostic Make(string code, Severity severity, in SourceSpan at, string message, string? note) =>
        new(code, severity, message, at) { Notes = note is null ? [] : [(null, note)] };
}
