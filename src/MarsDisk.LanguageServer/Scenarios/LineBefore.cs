using MarsDisk.Scenario.Editing;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>What stands on a line before the cursor.</summary>
internal sealed class LineBefore(SourceText text, IReadOnlyList<Token> tokens)
{
    /// <summary>The first word; empty without one.</summary>
    public string First => tokens.Count == 0 ? "" : TextOf(0);

    /// <summary>The last word or sign; empty without one.</summary>
    public string Last => tokens.Count == 0 ? "" : TextOf(tokens.Count - 1);

    /// <summary>There is one word only.</summary>
    public bool IsFirst => tokens.Count == 1;

    /// <summary>A quote is open.</summary>
    public bool IsInText => tokens is [.., { Kind: TokenKind.Text }] && (tokens[^1].Length == 1 || !Last.EndsWith('"'));

    /// <summary>The key whose value is being written; null without one.</summary>
    public string? Key
    {
        get
        {
            for (var i = tokens.Count - 1; i > 0; i--)
            {
                if (tokens[i].Kind == TokenKind.Sign && tokens[i - 1].Kind == TokenKind.Word
                    && TextOf(i) is "=" or "==" or "!=" or "<=" or ">=" or "~=" or "<" or ">")
                    return TextOf(i - 1);
                if (tokens[i].Kind == TokenKind.Word && TextOf(i - 1) is "ramp" or "vary")
                    return TextOf(i);
            }

            return null;
        }
    }

    /// <summary>Whether a word stands on the line.</summary>
    public bool Contains(string word) => Enumerable.Range(0, tokens.Count).Any(index => TextOf(index) == word);

    private string TextOf(int index) => LineLexer.TextOf(text, tokens[index]);
}
