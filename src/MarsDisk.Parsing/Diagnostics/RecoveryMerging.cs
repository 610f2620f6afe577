namespace MarsDisk.Parsing;

/// <summary>
/// Shows equal recoveries on adjacent lines as one (<see cref="RunConfig.MergeWarnings"/>). The audit log keeps each.
/// </summary>
public static class RecoveryMerging
{
    /// <summary>Key of the extension that marks a diagnostic as one that the parser recovered from.</summary>
    public const string ExtensionKey = "recover";

    /// <summary>
    /// Merges recoveries with the same code whose lines follow each other. The first one stays, with a note that
    /// counts the
    /// others and all their fix-its.
    /// </summary>
    /// <param name="diagnostics">In the order of the source.</param>
    public static IReadOnlyList<Diagnostic> Merge(IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var shown = new List<Diagnostic>(diagnostics.Count);
        for (var first = 0; first < diagnostics.Count;)
        {
            var end = first + 1;
            while (end < diagnostics.Count && Continues(diagnostics[end - 1], diagnostics[end]))
                end++;
            shown.Add(end == first + 1 ? diagnostics[first] : One(diagnostics, first, end));
            first = end;
        }

        return shown;
    }

    private static bool Continues(Diagnostic earlier, Diagnostic later)
        => earlier.Code == later.Code
            && earlier.Extensions.ContainsKey(ExtensionKey) && later.Extensions.ContainsKey(ExtensionKey)
            && later.At.StartLine - earlier.At.EndLine is 0 or 1;

    private static Diagnostic One(IReadOnlyList<Diagnostic> diagnostics, int first, int end)
    {
        var kept = diagnostics[first];
        var last = diagnostics[end - 1].At;
        var note = FormattableString.Invariant($"{end - first} of these, up to line {last.EndLine}");
        return kept with
        {
            Notes = [.. kept.Notes, (last, note)],
            FixIts = [.. diagnostics.Skip(first).Take(end - first).SelectMany(diagnostic => diagnostic.FixIts)],
        };
    }
}
