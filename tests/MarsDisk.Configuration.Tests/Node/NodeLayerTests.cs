using System.Reflection;
using System.Text;

using MarsDisk.Configuration.Node;

namespace MarsDisk.Configuration.Tests.Node;

public sealed class NodeLayerTests
{
    [Fact]
    public void Reference_conf_has_every_setting_and_no_other()
    {
        var keys = new List<string>();
        Collect(typeof(NodeConfiguration), "marsdisk", keys);
        keys.Remove("marsdisk.actor-settings");        // the akka subtree, which has its own reference
        var entries = Nodes.Load().Entries.Select(entry => entry.Path).ToList();
        keys.InsertRange(keys.IndexOf("marsdisk.store.directory"), entries.Where(path => path.StartsWith("marsdisk.snapshot-io.", StringComparison.Ordinal)));

        Assert.Equal(keys, entries, StringComparer.Ordinal);
        Assert.All(Nodes.Load().Entries, entry => Assert.StartsWith("reference.conf:", entry.Origin, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("daemon")]
    [InlineData("cluster")]
    [InlineData("test")]
    public void A_profile_is_valid_and_changes_something(string profile) =>
        Assert.NotEqual(Nodes.Load().Valid(), Nodes.Load(profile: profile).Valid());

    [Fact]
    public void A_later_layer_wins_and_says_so()
    {
        const string file = "marsdisk.node {\n  slots = 2\n  name = file\n}";
        const string settings = """{ "Logging": { "LogLevel": "x" }, "MarsDisk": { "Node": { "Slots": 3, "MemoryLimit": "1 GB" } } }""";

        var result = Nodes.Load(
            file, "test", settings, [("MARSDISK__NODE__SLOTS", "4"), ("MARSDISK__PIPELINE__BACK_OFF__MAX", "1 m")], "node.slots=5");

        var entries = result.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        Assert.Equal(5, result.Valid().Node.Slots);
        Assert.Equal("--set node.slots=5", entries["marsdisk.node.slots"].Origin);
        Assert.Equal("node.conf:3", entries["marsdisk.node.name"].Origin);
        Assert.Equal("appsettings.json:1", entries["marsdisk.node.memory-limit"].Origin);
        Assert.Equal("MARSDISK__PIPELINE__BACK_OFF__MAX=1 m", entries["marsdisk.pipeline.back-off.max"].Origin);
        Assert.StartsWith("test.conf:", entries["marsdisk.pipeline.batch-steps"].Origin, StringComparison.Ordinal);
        Assert.StartsWith("reference.conf:", entries["marsdisk.offload.queue"].Origin, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_variable_or_option_is_named_as_it_was_given()
    {
        var findings = Nodes.Load(variables: [("MARSDISK__NODE__SLOTZ", "4")], options: ["node.slots=four", "slots"]).Findings;

        Assert.Equal(
            ["--set slots", "MARSDISK__NODE__SLOTZ=4", "--set node.slots=four"],
            findings.OrderBy(finding => finding.Code, StringComparer.Ordinal).Select(finding => finding.Where),
            StringComparer.Ordinal);
    }

    [Fact]
    public void A_substitution_takes_a_key_of_any_layer_or_a_variable()
    {
        const string file = "marsdisk { node.name = ${HOST}\"-\"${marsdisk.node.slots}, snapshot-io.temp.directory = ${?BACKUP}, offload.queue = ${?QUEUE} }";

        var configuration = Nodes.Load(file, variables: [("HOST", "deimos"), ("QUEUE", "7")], options: ["node.slots=3"]).Valid();

        Assert.Equal("deimos-3", configuration.Node.Name);
        Assert.Equal("", configuration.SnapshotIo.Text("temp.directory"));
        Assert.Equal(7, configuration.Offload.Queue);
    }

    private static void Collect(Type section, string prefix, List<string> keys)
    {
        foreach (var property in section.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            var path = $"{prefix}.{Kebab(property.Name)}";
            if (property.PropertyType.Name.EndsWith("Section", StringComparison.Ordinal))
                Collect(property.PropertyType, path, keys);
            else
                keys.Add(path);
        }
    }

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
            text.Append(char.IsUpper(letter) && text.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(letter));
        return text.ToString();
    }
}
