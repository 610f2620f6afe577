namespace MarsDisk.Configuration.Tests.Node;

/// <summary>Each line of the table in architecture.md §9.3, and what the usual parser lets pass.</summary>
public sealed class StrictHoconTests
{
    [Theory]
    [InlineData("marsdisk.node.slots = 4")]
    [InlineData("marsdisk { node { slots = 4 } }")]
    [InlineData("{ marsdisk { node { slots : 4 } }, }")]
    [InlineData("{ \"marsdisk\": { \"node\": { \"slots\": 4 }, \"pipeline\": {} } }")]
    [InlineData("marsdisk {\n  node { name = a }, # a comment\n  node.slots = 4 // another\n}\n")]
    [InlineData("marsdisk.node { slots = 0.4e1 }")]
    public void The_same_setting_has_many_spellings(string text) => Assert.Equal(4, Nodes.Load(text).Valid().Node.Slots);

    [Theory]
    [InlineData("marsdisk { node { slots = 4 }", "1:10 HOCON")]
    [InlineData("marsdisk { node { slots = 4 } } }\nmarsdisk.node.name = a", "1:33 HOCON")]
    [InlineData("marsdisk.node.name = \"a", "1:22 HOCON")]
    [InlineData("marsdisk.node.name = \"\"\"a", "1:22 HOCON")]
    [InlineData("marsdisk.node.name = [a, b", "1:22 HOCON")]
    [InlineData("marsdisk.node.name = \"a\" = b", "1:26 HOCON")]
    [InlineData("marsdisk.node.name = \"a\\q\"", "1:24 HOCON")]
    [InlineData("marsdisk.node.name = ${a", "1:22 HOCON")]
    [InlineData("marsdisk.node.slots += 4", "1:21 HOCON")]
    [InlineData("marsdisk.node.slots", "1:20 HOCON")]
    [InlineData("marsdisk.node.slots =\n4", "1:22 HOCON", "2:2 HOCON")]
    [InlineData("marsdisk..node = 4", "1:10 HOCON")]
    [InlineData("include \"other.conf\"", "1:9 HOCON")]
    [InlineData("{ marsdisk {} } marsdisk {}", "1:17 HOCON")]
    public void Broken_text_is_an_error_with_its_place(string text, params string[] expected) =>
        Assert.Equal(expected, Nodes.Findings(text));

    [Theory]
    [InlineData("marsdisk.node.slots = 4\nmarsdisk.node.slots = 5", "2:1 KEY003")]
    [InlineData("marsdisk { node.slots = 4, node { slots = 5 } }", "1:35 KEY003")]
    [InlineData("marsdisk.node.slotz = 4", "1:1 KEY001")]
    [InlineData("marsdisk.node = 4", "1:1 TYPE")]
    [InlineData("other.node.slots = 4", "1:1 KEY001")]
    [InlineData("akka.loglevel = DEBUG", "1:1 KEY001")]
    [InlineData("marsdisk.node.slots = four", "1:23 TYPE")]
    [InlineData("marsdisk.node.slots = 1.5", "1:23 TYPE")]
    [InlineData("marsdisk.node.slots = [4]", "1:23 TYPE")]
    [InlineData("marsdisk.node.slots = null", "1:23 TYPE")]
    [InlineData("marsdisk.node.slots = -1", "1:23 RANGE")]
    [InlineData("marsdisk.pipeline.buffers = 1", "1:29 RANGE")]
    [InlineData("marsdisk.pipeline.back-off.min = 5", "1:34 TYPE")]
    [InlineData("marsdisk.pipeline.back-off.min = 5 parsec", "1:34 TYPE")]
    [InlineData("marsdisk.pipeline.back-off.min = -5 s", "1:34 RANGE")]
    [InlineData("marsdisk.pipeline.back-off.min = 31 s", "1:1 RULE")]
    [InlineData("marsdisk.node.memory-limit = 5", "1:30 TYPE")]
    [InlineData("marsdisk.node.memory-limit = -5 GB", "1:30 RANGE")]
    [InlineData("marsdisk.node.memory-limit = 5 K", "1:30 TYPE")]
    [InlineData("marsdisk.node.name = ${marsdisk.node.nome}", "1:22 SUBST")]
    [InlineData("marsdisk.node.name = ${marsdisk.node.name}", "1:22 SUBST")]
    public void A_wrong_setting_is_an_error_with_its_place(string text, params string[] expected) =>
        Assert.Equal(expected, Nodes.Findings(text));

    [Fact]
    public void Everything_is_told_at_once()
    {
        var findings = Nodes.Load(
            """
            marsdisk {
              node { slots = many, colour = red }
              pipeline.buffers = 1
              history { writer-threads == 2 }
              offload.queue = 64 } }
            """).Findings;

        Assert.Equal(
            ["2:18 TYPE", "2:24 KEY001", "3:22 RANGE", "4:29 HOCON", "5:24 HOCON"],
            findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column).Select(finding => $"{finding.Line}:{finding.Column} {finding.Code}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_answered_with_the_nearest_one()
    {
        var finding = Assert.Single(Nodes.Load("marsdisk.pipeline.bufers = 3").Findings);

        Assert.Equal("There is no key marsdisk.pipeline.bufers.", finding.Message);
        Assert.Equal("Did you mean marsdisk.pipeline.buffers?", finding.Advice);
    }

    [Fact]
    public void A_key_of_snapshots_is_as_strict()
    {
        var finding = Assert.Single(Nodes.Load("marsdisk.snapshot-io.upload.atempts = 3").Findings);

        Assert.Equal("Did you mean marsdisk.snapshot-io.upload.attempts?", finding.Advice);
        Assert.Equal(["1:36 TYPE"], Nodes.Findings("marsdisk.snapshot-io.frame-bytes = 1"));
    }

    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("250 ms", 0.25)]
    [InlineData("1.5 s", 1.5)]
    [InlineData("5 sec", 5)]
    [InlineData("2 minutes", 120)]
    [InlineData("\"3 s\"", 3)]
    public void A_duration_has_a_unit(string text, double seconds) =>
        Assert.Equal(seconds, Nodes.Load($"marsdisk.pipeline.back-off {{ min = 1 ms, max = {text} }}").Valid().Pipeline.BackOff.Max.TotalSeconds);

    [Theory]
    [InlineData("2 GiB", 2147483648)]
    [InlineData("1.5kB", 1500)]
    [InlineData("0 B", 0)]
    public void A_size_has_a_unit(string text, long bytes) =>
        Assert.Equal(bytes, Nodes.Load($"marsdisk.node.memory-limit = {text}").Valid().Node.MemoryLimit);

    [Fact]
    public void Hostile_text_ends_in_findings()
    {
        Assert.Contains(Nodes.Load(new string('a', 2_000_000)).Findings, finding => finding.Code == "LIMIT");
        Assert.Contains(Nodes.Load(string.Concat(Enumerable.Repeat("a{", 100_000))).Findings, finding => finding.Code == "LIMIT");
        Assert.Contains(Nodes.Load("a=" + new string('[', 100_000)).Findings, finding => finding.Code == "LIMIT");
        Assert.InRange(Nodes.Load(string.Concat(Enumerable.Repeat("}\n", 100_000))).Findings.Count, 1, 100);
    }
}
