namespace MarsDisk.Configuration.Tests.Node;

public sealed class NodeSecretTests
{
    private const string Planted = "hush5ecret";
    private const string Key = "snapshot-io.s3.secret-access-key";

    [Fact]
    [Trait("Snapshot", "141")]
    public void A_secret_of_the_environment_is_used_and_shown_nowhere()
    {
        const string file = "marsdisk.snapshot-io.cosmos.key = ${?A_KEY}";

        var result = Nodes.Load(file, variables: [("A_KEY", Planted), ("MARSDISK__SNAPSHOT_IO__S3__SECRET_ACCESS_KEY", Planted)]);

        Assert.Equal(Planted, result.Valid().SnapshotIo.Text("cosmos.key"));
        Assert.Equal(Planted, result.Valid().SnapshotIo.Text("s3.secret-access-key"));
        Assert.Contains(result.Entries, entry => entry.Path == $"marsdisk.{Key}" && entry.Text == "(hidden)");
        Assert.DoesNotContain(result.Entries, entry => entry.ToString().Contains(Planted, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("marsdisk.snapshot-io.s3.secret-access-key = hush5ecret")]
    [InlineData("marsdisk { node.name = hush5ecret, snapshot-io.s3.secret-access-key = ${marsdisk.node.name} }")]
    [InlineData("marsdisk.snapshot-io.s3.secret-access-key = ${?A_KEY}tail")]
    public void A_secret_in_a_file_is_an_error_that_names_the_key_and_not_the_value(string file)
    {
        var result = Nodes.Load(file, variables: [("A_KEY", Planted)]);

        var finding = Assert.Single(result.Findings);
        Assert.Null(result.Configuration);
        Assert.Equal("SECRET", finding.Code);
        Assert.Contains(Key, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_on_the_command_line_is_an_error_that_does_not_repeat_it()
    {
        var finding = Assert.Single(Nodes.Load(options: [$"{Key}={Planted}"]).Findings);

        Assert.Equal(("SECRET", $"--set {Key}=(hidden)"), (finding.Code, finding.Where));
    }

    [Fact]
    public void A_misspelt_key_that_may_hold_a_secret_is_named_without_its_value()
    {
        var findings = Nodes.Load(
            "marsdisk.snapshot-io.postgresql = \"Host=db;Password=hush5ecret\"",
            variables: [("MARSDISK__SNAPSHOT_IO__S3__SECRET_ACCESS_KYE", Planted), ("MARSDISK__SNAPSHOT_IO__POSTGRES__PASSWORD", Planted)]).Findings;

        Assert.Equal(3, findings.Count);
        Assert.All(findings, finding => Assert.DoesNotContain(Planted, finding.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_secret_may_stand_anywhere() =>
        Assert.Equal("", Nodes.Load("marsdisk.snapshot-io.s3.secret-access-key = \"\"").Valid().SnapshotIo.Text("s3.secret-access-key"));
}
