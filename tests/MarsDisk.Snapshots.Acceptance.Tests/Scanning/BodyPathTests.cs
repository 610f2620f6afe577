namespace MarsDisk.Snapshots.Acceptance.Tests.Scanning;

/// <summary>No path of a body makes one piece of it.</summary>
public sealed class BodyPathTests
{
    // Where such a call stands on a path and is right all the same: what it takes is short, or it is the old way on purpose.
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["MarsDisk.Snapshots.Legacy.LegacyPersist+LimitedMemoryStream..ctor"] = "The old way, kept for comparison; limited by legacy-byte-limit.",
        ["MarsDisk.Snapshots.Legacy.LegacyPersist+<CollectAsync>"] = "The same.",
        ["MarsDisk.Snapshots.AzureBlob.AzureUpload.IdOf"] = "The name of a block: twenty bytes.",
        ["MarsDisk.Snapshots.AzureBlob.AzureCredential+SharedKeyCredential.AuthoriseAsync"] = "A signature: 32 bytes.",
        ["MarsDisk.Snapshots.Heads.HeadSpill"] = "A page of garbage of a head document, at most 64 KiB, or the word that fences a blob; no body.",
        ["MarsDisk.Snapshots.Cosmos.CosmosDocument"] = "Documents hold text: bodies that stand in their record, at most 256 KiB.",
    };

    private static IReadOnlyList<string> Shipped =>
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "MarsDisk.Snapshots*.dll").Where(path => !IsOfTests(path)).Order(StringComparer.Ordinal),
    ];

    [Fact]
    [Trait("Snapshot", "56")]
    public void No_path_of_a_body_in_any_assembly_makes_one_piece_of_it()
    {
        var scan = new BodyPathScan(Shipped);

        var findings = scan.Findings();

        Assert.Equal(Projects(), Shipped.Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.True(scan.Entries.Count() > 100, "The scan found hardly any method that takes a body.");
        var wrong = findings.Where(finding => !Allowed.Keys.Any(place => IsAt(finding, place))).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.All(Allowed.Keys, place => Assert.Contains(findings, finding => IsAt(finding, place)));
    }

    [Fact]
    [Trait("Snapshot", "56")]
    public void A_whole_body_two_helpers_deep_is_found()
    {
        var findings = new BodyPathScan([typeof(Planted).Assembly.Location]).Findings();

        var planted = findings.Where(finding => finding.Method.EndsWith("Planted.Collect", StringComparison.Ordinal)).ToList();
        Assert.Equal(["a copy of a whole stream", "a memory stream that grows"], planted.Select(finding => finding.Problem).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(planted, finding => Assert.True(finding.Path.Count >= 3, finding.ToString()));
    }

    // Every project of snapshots: whoever adds one refers to it here.
    private static IEnumerable<string> Projects() => Directory.EnumerateDirectories(Path.Combine(RepositoryFolder.Path, "src"), "MarsDisk.Snapshots*")
        .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any()).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    private static bool IsOfTests(string path) => Path.GetFileNameWithoutExtension(path) is var name
        && (name.EndsWith(".Tests", StringComparison.Ordinal) || name.EndsWith(".Testing", StringComparison.Ordinal) || name.EndsWith(".Acceptance", StringComparison.Ordinal));

    private static bool IsAt(Finding finding, string place) => finding.Method.StartsWith(place, StringComparison.Ordinal);
}
