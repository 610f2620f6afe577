namespace MarsDisk.Configuration;

/// <summary>One override as written, <c>PATH=VALUE</c>, and the file that it was written in, if any.</summary>
/// <param name="Text">The override.</param>
/// <param name="File">Name of a file of overrides; null for the command line.</param>
/// <param name="Line">Line in that file, from 1.</param>
public sealed record OverrideText(string Text, string? File = null, int Line = 0)
{
    /// <summary>The overrides of a file: one per line; blank lines and everything after # are left out.</summary>
    public static IReadOnlyList<OverrideText> ReadFile(string content, string file)
    {
        var overrides = new List<OverrideText>();
        var line = 0;
        foreach (var written in content.TrimStart('\uFEFF').Split('\n'))
        {
            line++;
            var text = written.Split('#')[0].Trim();
            if (text.Length > 0)
                overrides.Add(new OverrideText(text, file, line));
        }

        return overrides;
    }
}
