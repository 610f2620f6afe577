using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Offload;

namespace MarsDisk.Hosting.Tests.Offload;

public sealed class SnapshotSettingsTests
{
    private const string Planted = "hush5ecret";

    /// <summary>Of each kind the least that it needs.</summary>
    private static readonly Dictionary<string, string[]> Least = new(StringComparer.Ordinal)
    {
        ["file"] = ["file.directory=/tmp"],
        ["postgresql"] = ["postgresql.host=db", "postgresql.tls=disable"],
        ["azure-blob"] = ["azure-blob.endpoint=https://account.blob.core.windows.net", "azure-blob.sas=sig"],
        ["s3"] = ["s3.bucket=runs", "s3.region=eu-central-1"],
        ["cosmos"] = ["cosmos.endpoint=https://account.documents.azure.com", "cosmos.key=bm9uZQ=="],
        ["dynamodb"] = [],
    };

    public static IEnumerable<object[]> Pairs =>
        from blobs in (string[])["file", "postgresql", "azure-blob", "s3"]
        from states in (string[])["file", "postgresql", "cosmos", "dynamodb"]
        select new object[] { blobs, states };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_store_of_bytes_opens_with_every_store_of_records(string blobs, string states)
    {
        var io = Read([$"blob-store={blobs}", $"state-store={states}", .. Least[blobs].Concat(Least[states]).Distinct(StringComparer.Ordinal)]);

        Assert.Empty(SnapshotSettings.Problems(io));
        using var depot = SnapshotDepot.Open(io, _ => { });
        Assert.Equal(blobs == states ? blobs : $"{blobs}+{states}", depot.Name);
    }

    [Theory]
    [InlineData("cosmos", "file", "marsdisk.snapshot-io.blob-store is \"cosmos\"; there are: file, postgresql, azure-blob, s3.")]
    [InlineData("file", "s3", "marsdisk.snapshot-io.state-store is \"s3\"; there are: file, postgresql, cosmos, dynamodb.")]
    public void A_kind_that_cannot_keep_that_is_named_with_those_that_can(string blobs, string states, string problem) =>
        Assert.Equal([problem], SnapshotSettings.Problems(Read([$"blob-store={blobs}", $"state-store={states}", "file.directory=/tmp"])));

    [Fact]
    [Trait("Snapshot", "143")]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var problems = SnapshotSettings.Problems(Read(
        [
            "blob-store=azure-blob", "state-store=dynamodb", "orphan-grace=1 h",
            "azure-blob.endpoint=nowhere", "azure-blob.prefix=/up", "azure-blob.account-key=a", "azure-blob.container=\"\"",
            "dynamodb.access-key-id=id", "dynamodb.service-url=ftp://x",
        ]));

        Assert.Equal(7, problems.Count);
        Assert.All(
            ["commit-deadline", "endpoint is no address", "azure-blob.prefix", "azure-blob.account is empty", "container is empty", "secret-access-key is empty", "service-url is no address"],
            word => Assert.Contains(problems, problem => problem.Contains(word, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("blob-store=postgresql,state-store=postgresql", "connection and marsdisk.snapshot-io.postgresql.host are empty")]
    [InlineData("blob-store=postgresql,state-store=postgresql,postgresql.host=db,postgresql.connection=Host=x", "are both given")]
    [InlineData("blob-store=postgresql,state-store=postgresql,postgresql.connection=Hots=hush5ecret", "postgresql: The connection string cannot be read.")]
    [InlineData("blob-store=postgresql,state-store=postgresql,postgresql.host=db,postgresql.schema=A;B", "'A;B' is no name of a schema")]
    [InlineData("blob-store=azure-blob,state-store=dynamodb,azure-blob.connection=AccountName=x;AccountKey=?hush5ecret", "not in Base64")]
    [InlineData("blob-store=s3,state-store=dynamodb,s3.bucket=runs", "s3.region is empty")]
    [InlineData("blob-store=s3,state-store=dynamodb,s3.bucket=runs,s3.service-url=https://me:hush5ecret@host", "service-url is no address")]
    [InlineData("blob-store=s3,state-store=cosmos,s3.bucket=runs,s3.region=x,cosmos.endpoint=https://a,cosmos.key=hush5ecret!", "cosmos: The key is not in Base64.")]
    public void A_setting_that_no_store_can_use_is_said_before_a_run_without_its_secret(string settings, string problem)
    {
        var told = Assert.Single(SnapshotSettings.Problems(Read(settings.Split(','))));

        Assert.Contains(problem, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_block_of_settings_in_the_documentation_can_be_used()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "MarsDisk.Actors.sln")))
            root = root.Parent!;
        var parts = File.ReadAllText(Path.Combine(root.FullName, "docs", "operating", "snapshots.md")).Split("```");
        var blocks = parts.Where((part, at) => at % 2 == 1 && part.Contains("marsdisk.snapshot-io {", StringComparison.Ordinal)).ToList();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["DB_PASSWORD"] = Planted, ["BLOB_KEY"] = "bm9uZQ==", ["COSMOS_KEY"] = "bm9uZQ==" };

        Assert.True(blocks.Count >= 4);
        Assert.All(blocks, block =>
        {
            var loaded = NodeConfigurationLoader.Load(new NodeSources(null, new NamedText("snapshots.md", block), null, variables, []));
            Assert.Empty(loaded.Findings);
            Assert.Empty(SnapshotSettings.Problems(loaded.Configuration!.SnapshotIo));
            using var depot = SnapshotDepot.Open(loaded.Configuration.SnapshotIo, _ => { });
        });
    }

    // As variables of the environment, where secrets come from.
    private static SnapshotIoSection Read(IEnumerable<string> settings)
    {
        var variables = settings.Select(setting => setting.Split('=', 2)).ToDictionary(
            pair => "MARSDISK__SNAPSHOT_IO__" + pair[0].Replace(".", "__", StringComparison.Ordinal).Replace('-', '_').ToUpperInvariant(),
            pair => pair[1].Trim('"'), StringComparer.Ordinal);
        var loaded = NodeConfigurationLoader.Load(new NodeSources(null, null, null, variables, []));
        Assert.Empty(loaded.Findings);
        return loaded.Configuration!.SnapshotIo;
    }
}
