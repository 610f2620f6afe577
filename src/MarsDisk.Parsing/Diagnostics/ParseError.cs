namespace MarsDisk.Parsing;

/// <summary>The facts of a failed parse; a <see cref="Diagnostic"/> is made of them for showing.</summary>
/// <param name="At">Where.</param>
/// <param name="Expected">What would have been accepted there.</param>
/// <param name="Context">The rules that were open, outermost first; the three innermost ones.</param>
/// <param name="Committed">It happened behind a cut.</param>
/// <param name="FarConsumed">It lies behind the place where the parser began.</param>
/// <param name="Hints">Advice in words.</param>
/// <param name="Secondaries">What belongs to it.</param>
public sealed record ParseError(
    SourceSpan At, IReadOnlySet<Expectation> Expected, IReadOnlyList<string> Context,
    bool Committed, bool FarConsumed, IReadOnlyList<string> Hints, IReadOnlyList<Diagnostic> Secondaries);
