namespace MarsDisk.LanguageServer.Yaml;

/// <summary>A key of a YAML text and its value, as byte ranges.</summary>
/// <param name="Path">Its names from the root, joined by points; <c>[]</c> stands for an item of a list.</param>
/// <param name="KeyStart">First byte of the key.</param>
/// <param name="KeyEnd">Behind the key.</param>
/// <param name="ValueStart">First byte of a value on the same line; behind the colon when there is none.</param>
/// <param name="ValueEnd">Behind the value.</param>
internal sealed record YamlEntry(string Path, int KeyStart, int KeyEnd, int ValueStart, int ValueEnd)
{
    /// <summary>Path of what the key stands in.</summary>
    public string Section => SectionOf(Path);

    /// <summary>Last name of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    public static string SectionOf(string path) => path.Contains('.', StringComparison.Ordinal) ? path[..path.LastIndexOf('.')] : "";
}

/// <summary>What a place in a YAML text expects.</summary>
/// <param name="Path">The section whose key is being written, or the key whose value is.</param>
/// <param name="IsValue">A value is being written.</param>
/// <param name="WordStart">First byte of what is there of it.</param>
internal readonly record struct YamlCursor(string Path, bool IsValue, int WordStart);
