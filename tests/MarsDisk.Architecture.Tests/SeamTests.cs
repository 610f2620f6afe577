using System.Text.RegularExpressions;

namespace MarsDisk.Architecture.Tests;

/// <summary>The two actor runtimes differ at four places and nowhere else (architecture.md §3.3).</summary>
public sealed class SeamTests
{
    // The global usings, the fourth seam, are in Directory.Build.targets. A log adapter to Serilog would be the third here.
    private static readonly string[] Seams =
    [
        "src/MarsDisk.Hosting/Actors/ActorHost",
        "src/MarsDisk.Snapshots.Akka/Shell/PluginRuntime",
        "tests/Seam/ActorSpec",
    ];

    // Akka.NET itself has two forms of the methods of a snapshot store (ADR 14).
    private const string TwoGenerations = "src/MarsDisk.Snapshots.Akka/Shell/TokenSnapshotStore.cs";

    private static IEnumerable<string> Sources => Repository.SourceFiles.Concat(Repository.TestFiles);

    [Fact]
    public void No_source_is_compiled_conditionally()
    {
        var conditional = Sources
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"^\s*#\s*(if|elif|else|endif|define)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            .Select(Repository.Relative)
            .Where(file => file != TwoGenerations);

        Assert.Empty(conditional);
    }

    [Fact]
    public void A_file_per_runtime_exists_at_the_seams_only_and_for_both()
    {
        var files = Sources.Select(Repository.Relative)
            .Where(file => file.EndsWith(".Akka.cs", StringComparison.Ordinal) || file.EndsWith(".Intree.cs", StringComparison.Ordinal));

        Assert.Equal(
            Seams.SelectMany(seam => new[] { seam + ".Akka.cs", seam + ".Intree.cs" }),
            files.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void Only_the_seams_name_a_runtime()
    {
        var naming = new Regex(@"(?<!MarsDisk\.Snapshots\.)\bAkka\.\w|\bRuntimeSetup\b|\bMarsDisk\.Runtime\.Logging\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

        var violations = Sources
            .Where(file => naming.IsMatch(Repository.Code(file)))
            .Select(Repository.Relative)
            .Where(file => !file.StartsWith("src/MarsDisk.Runtime", StringComparison.Ordinal))
            .Where(file => !file.StartsWith("tests/MarsDisk.Simulated.Tests/", StringComparison.Ordinal))   // the in-tree runtime alone has its dispatcher
            .Where(file => !file.StartsWith("tests/MarsDisk.Scenarios.Tests/", StringComparison.Ordinal))
            .Where(file => !Seams.Any(seam => file.StartsWith(seam + ".", StringComparison.Ordinal)));

        Assert.Empty(violations);
    }

    [Fact]
    public void Only_one_file_of_the_build_knows_both_runtimes()
    {
        var projects = Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("ActorRuntime", StringComparison.Ordinal))
            .Select(Repository.Relative)
            .Where(file => !file.StartsWith("artifacts/", StringComparison.Ordinal));

        Assert.Empty(projects);
    }
}
