using MarsDisk.Configuration.Node;

namespace MarsDisk.Configuration.Tests.Node;

public sealed class ActorLibraryTests
{
    private static readonly ActorLibrary Library = new(
        new HashSet<string>(StringComparer.Ordinal) { "akka.loglevel", "akka.actor.ask-timeout", "akka.loggers", "akka.persistence.journal.plugin" },
        ["akka.actor.serialization-bindings"],
        new HashSet<string>(StringComparer.Ordinal) { "akka.persistence.journal.plugin" });

    private static NodeLoadResult Load(string file) => NodeConfigurationLoader.Load(
        new NodeSources(null, new NamedText("node.conf", file), null, Nodes.NoVariables, []) { ActorLibrary = Library });

    [Fact]
    public void Passes_what_the_library_knows_on_as_quoted_lines_in_order_of_their_names()
    {
        var settings = Load("""
            akka {
              loglevel = DEBUG
              actor { ask-timeout = 5s, serialization-bindings { "A.B, C" = json } }
              loggers = ["One, X", "Two"]
            }
            """).Valid().ActorSettings;

        Assert.Equal(
            """
            akka.actor.ask-timeout = "5s"
            akka.actor.serialization-bindings."A.B, C" = "json"
            akka.loggers = ["One, X", "Two"]
            akka.loglevel = "DEBUG"
            """.ReplaceLineEndings("\n"),
            settings);
    }

    [Fact]
    public void Names_the_nearest_key_of_the_library_for_an_unknown_one()
    {
        var finding = Assert.Single(Load("akka.loglevle = DEBUG").Findings);

        Assert.Equal(1, finding.Line);
        Assert.Contains("akka.loglevle", finding.Message, StringComparison.Ordinal);
        Assert.Contains("akka.loglevel", finding.Advice ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_the_product_decides_and_a_value_in_the_place_of_an_object()
    {
        Assert.Contains("decided by this program", Assert.Single(Load("akka.persistence.journal.plugin = mine").Findings).Message, StringComparison.Ordinal);
        Assert.Contains("object in braces", Assert.Single(Load("akka.actor = 5").Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_the_whole_subtree_where_the_process_has_its_own_runtime()
        => Assert.Contains("own actor runtime", Assert.Single(Nodes.Load("akka.loglevel = DEBUG").Findings).Message, StringComparison.Ordinal);
}
