using System.Globalization;

using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Server;

/// <summary>The last semantic tokens of each document, so that a change is answered with what changed.</summary>
internal sealed class TokensCache
{
    private readonly Dictionary<string, SemanticTokens> _last = new(StringComparer.Ordinal);
    private long _results;

    /// <summary>All tokens.</summary>
    public SemanticTokens Full(OpenDocument document)
    {
        var result = (++_results).ToString(CultureInfo.InvariantCulture);
        return _last[document.Uri] = new SemanticTokens(result, document.Tokens(0, document.Text.Length));
    }

    /// <summary>What changed since an earlier result; all tokens when that is not known any more.</summary>
    public object Since(OpenDocument document, string previous)
    {
        var old = _last.GetValueOrDefault(document.Uri);
        var full = Full(document);
        return old?.ResultId == previous ? new SemanticTokensDelta(full.ResultId!, Difference(old.Data, full.Data)) : full;
    }

    /// <summary>The document is closed.</summary>
    public void Remove(string uri) => _last.Remove(uri);

    // One edit between the common start and the common end: typing changes one place.
    private static IReadOnlyList<TokensEdit> Difference(IReadOnlyList<int> old, IReadOnlyList<int> now)
    {
        var shorter = Math.Min(old.Count, now.Count);
        var start = 0;
        while (start < shorter && old[start] == now[start])
            start++;
        var end = 0;
        while (end < shorter - start && old[old.Count - 1 - end] == now[now.Count - 1 - end])
            end++;
        return start == old.Count && start == now.Count
            ? []
            : [new TokensEdit(start, old.Count - start - end, [.. now.Skip(start).Take(now.Count - start - end)])];
    }
}
