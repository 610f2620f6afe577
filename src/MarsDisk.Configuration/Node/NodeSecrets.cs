using MarsDisk.Configuration.Hocon;

namespace MarsDisk.Configuration.Node;

/// <summary>Values that no list, origin or message shows.</summary>
internal static class NodeSecrets
{
    private const string Hidden = "(hidden)";

    private static readonly Dictionary<string, NodeValueKind> Kinds =
        NodeKey.All.ToDictionary(key => $"{NodeLayer.Root}.{key.Path}", key => key.Kind, StringComparer.Ordinal);

    // A key that is spelt wrongly is told with its value, unless it may be one of these.
    private static readonly string[] Words = ["key", "secret", "token", "sas", "pass", "connection", "credential"];

    /// <summary>The text, or a word in its place.</summary>
    /// <param name="path">Whole path of the key, known or not.</param>
    /// <param name="text">Its value.</param>
    public static string Show(string path, string text) => text.Length > 0 && MayBeOne(path) ? Hidden : text;

    /// <summary>Whether a value stands where only the environment is allowed, but in a file or on a command line.</summary>
    public static bool IsWritten(NodeKey key, string text, NodeAssignment source, IReadOnlyDictionary<string, List<NodeAssignment>> merged) =>
        key.Kind == NodeValueKind.Secret && text.Length > 0 && !source.IsVariable
        && source.Value is HoconScalar scalar && !scalar.Parts.All(part => part.Substitution is { } name && !merged.ContainsKey(name));

    private static bool MayBeOne(string path) => Kinds.TryGetValue(path, out var kind)
        ? kind == NodeValueKind.Secret
        : Array.Exists(Words, word => path.Contains(word, StringComparison.OrdinalIgnoreCase))
            || Kinds.Any(known => known.Value == NodeValueKind.Secret && known.Key.StartsWith(path + ".", StringComparison.Ordinal));
}
