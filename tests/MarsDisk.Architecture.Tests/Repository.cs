using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MarsDisk.Architecture.Tests;

/// <summary>The sources as files: what the shape tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> SourceFiles { get; } = Files("src");

    public static IReadOnlyList<string> TestFiles { get; } = Files("tests");

    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Names of the projects that a project file refers to, the actor seam included.</summary>
    public static IReadOnlyList<string> References(string project)
    {
        var xml = XDocument.Load(project);
        var named = xml.Descendants("ProjectReference").Select(reference =>
            Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        var seam = xml.Descendants("UsesActors").Any(uses => uses.Value == "true") ? ["MarsDisk.Runtime"] : Array.Empty<string>();
        return [.. named.Concat(seam).Order(StringComparer.Ordinal)];
    }

    /// <summary>The text without comments and string literals, so that a word in a sentence is no violation.</summary>
    public static string Code(string file)
    {
        var text = File.ReadAllText(file);
        text = Regex.Replace(text, "\"\"\".*?\"\"\"", "\"\"", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
        text = Regex.Replace(text, @"//[^\n]*", "", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        return Regex.Replace(text, "\"(?:[^\"\\\\\\n]|\\\\.)*\"", "\"\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MarsDisk.Actors.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("MarsDisk.Actors.sln is in no folder above the tests.");
    }

    private static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
}
