using System.Text;
using MarsDisk.Configuration.Hocon;
using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Node;

/// <summary>
/// What the <c>akka</c> subtree may say when the process runs on Akka.NET. The library itself would ignore a key that it
/// does not know, so its own reference configuration is the list of the known ones.
/// </summary>
/// <param name="Known">Whole paths of all keys.</param>
/// <param name="Maps">Paths below which anyone may add keys of his own, such as <c>akka.actor.serializers</c>.</param>
/// <param name="Reserved">Paths that the product itself decides.</param>
public sealed record ActorLibrary(
    IReadOnlySet<string> Known, IReadOnlyCollection<string> Maps, IReadOnlySet<string> Reserved)
{
    private const string Code = "KEY001";

    /// <summary>Whether a path belongs to the actor library.</summary>
    internal static bool Has(string path) => path.StartsWith(NodeLayer.ActorRoot + ".", StringComparison.Ordinal);

    /// <summary>What is wrong with a path; null: nothing.</summary>
    internal Finding? Check(string path, Place place)
    {
        if (Reserved.Contains(path))
            return place.Error(Code, $"{path} is decided by this program.", "Remove it.");
        if (Known.Contains(path) || MapOf(path) is not null)
            return null;
        if (Known.Any(key => key.StartsWith(path + ".", StringComparison.Ordinal)))
            return place.Error("TYPE", $"{path} must be an object in braces.");
        var near = NearestName.Of(path, Known);
        return place.Error(Code, $"The actor library has no key {path}.", near is null ? "Remove it." : $"Did you mean {near}?");
    }

    /// <summary>One line of HOCON that the library reads as it was meant.</summary>
    internal string Canonical(string path, string text) => $"{Quoted(path)} = {Text(text)}";

    /// <summary>The same for a list.</summary>
    internal string Canonical(string path, HoconArray list) =>
        $"{Quoted(path)} = [{string.Join(", ", list.Items.Select(item => Text(item.ToString() ?? "")))}]";

    // The key of a map may have dots and commas, as the names of types have.
    private string Quoted(string path) => MapOf(path) is { } map ? $"{map}.{Text(path[(map.Length + 1)..])}" : path;

    private string? MapOf(string path) => Maps.FirstOrDefault(map => path.StartsWith(map + ".", StringComparison.Ordinal));

    private static string Text(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter is '"' or '\\')
                quoted.Append('\\');
            quoted.Append(letter);
        }
        return quoted.Append('"').ToString();
    }
}
