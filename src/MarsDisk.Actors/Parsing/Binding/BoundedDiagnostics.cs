using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Binding;

/// <summary>
/// What was found in a scenario, in order: the first errors and the first of the others. A scenario of any length may give one
/// with every line, so the rest is counted only.
/// </summary>
public sealed class BoundedDiagnostics
{
    /// <summary>Errors that are kept, and others that are kept.</summary>
    public const int Max = 64;

    private readonly List<Diagnostic> _kept = [];
    private int _errors;
    private long _omitted;

    /// <summary>Those that are kept; the last one says how many are not.</summary>
    public IReadOnlyList<Diagnostic> Kept => _omitted == 0
        ? _kept
        : [.. _kept[..^1], _kept[^1] with { Notes = [.. _kept[^1].Notes, (null, $"{_omitted} more are not shown")] }];

    /// <summary>Takes one more.</summary>
    public void Add(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        var isError = diagnostic.Severity == Severity.Error;
        if ((isError ? _errors : _kept.Count - _errors) >= Max)
        {
            _omitted++;
            return;
        }

        _errors += isError ? 1 : 0;
        _kept.Add(diagnostic);
    }

    /// <summary>Takes some more.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        foreach (var diagnostic in diagnostics)
            Add(diagnostic);
    }
}
