using System.Text;
using MarsDisk.Scenario.Json;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Json;

public sealed class JsonTwinTests
{
    private const string Specified = """
        {"op":"scenario","name":"demo","version":1}
        {"op":"set","radiation.TM_K":"4000 K"}
        {"op":"run","id":"a","options":{"until":"2 yr"},"set":{}}
        {"op":"at","t":"0.5 yr","do":{"set":{"radiation.TM_K":"3500 K"}}}
        {"op":"close"}
        {"op":"table","name":"q","columns":[["T","K"],["Q","1"]],"interp":"linear"}
        {"op":"rows","v":[[1000,0.31],[2000,0.52]]}
        {"op":"close"}
        {"op":"end"}

        """;

    // Every statement, every action, every kind of value.
    private const string Everything = """
        scenario "every \"thing\"" version 1
        config from "base.yml"
        config {
          physics_mode = default
          geometry.mode = "0D"
          sizes.n_bins = 40
          material.rho = 3270 kg/m^3
          a.truth = true
          a.list = [1 K, 2 K]
          a.text = ["x", "y\n"]
        }
        set a.table = table q
        table q (T: K, Q: 1) step extrapolate error {
          1000, 0.31
          2000, 5e-324
        }
        run "plain" {
          until = 2 yr
          output = "out/a"
          set b.c = P2Y
          every 0.25 yr from 1 yr until 2 yr snapshot
          expect always x.y <= 2.5
          expect at 1 yr x.y ~= 2800 K +- 1e-6 %
          at 0.1 yr set a.b = auto
          at 0.2 yr ramp a.b to 3 K over 60 day
          at 0.3 yr snapshot "label"
          at 0.4 yr flush
          at 0.5 yr fault delay "parquet-writer", for = 5 s, count = 3
          at 0.6 yr pause for 2 s
          at 0.7 yr pause
          at 0.7 yr resume
          at 0.8 yr log "µ and 🚀"
          at 0.9 yr stop "why"
          at end snapshot
          expect end series.hash == run "other"
        }
        run "bare"
        run "driven" {
          until = 120 day
          drive (time: day, x.T: K) linear extrapolate error {
            0 4000
            0.5 3999
            at 0.75 day stop
            1 3998
          }
          expect end driver.rows == 3
        }
        sweep "s" {
          vary a.T in [2000 K, 4000 K]
          vary a.m from 1e-8 to 1e-5 count 4 log
          vary a.n from 1 to 2 count 3
          parallel = 32
          run "T{a.T}-{index}" {
            until = 2 yr
            set a.k = 1
            at 1 yr snapshot "l-{index}"
            expect end x < 0.5
          }
        }
        pause "plain"
        resume "plain"
        stop "plain" "enough"
        snapshot "plain"
        wait "s"
        wait all
        end

        """;

    [Fact]
    public void The_example_of_the_specification_is_read_and_written_letter_by_letter()
    {
        var units = Transcript.Of(new JsonScenarioGrammar(), Specified);

        Assert.Empty(units.Diagnostics);
        Assert.Equal(Specified, units.ToJson());
    }

    [Fact]
    [Trait("Item", "108")]
    public void Text_as_the_twin_and_back_gives_equal_records_and_the_same_digest()
    {
        var text = Transcript.Of(new ScenarioGrammar(), Everything);

        var twin = Transcript.Of(new JsonScenarioGrammar(), text.ToJson());

        Assert.Empty(text.Diagnostics);
        Assert.Empty(twin.Diagnostics);
        Assert.Equal(text.Canonical, twin.Canonical, StringComparer.Ordinal);
        Assert.Equal(text.Digest, twin.Digest);
        Assert.Equal(text.Ordinals, twin.Ordinals);
    }

    [Fact]
    [Trait("Item", "108")]
    public void Text_as_the_twin_and_back_is_the_canonical_text()
    {
        var text = Transcript.Of(new ScenarioGrammar(), Everything);

        var back = Transcript.Of(new JsonScenarioGrammar(), text.ToJson()).ToText();

        Assert.Equal(text.ToText(), back);
        Assert.Equal(text.Canonical, Transcript.Of(new ScenarioGrammar(), back).Canonical, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("fiducial")]
    [InlineData("cooling-and-supply")]
    [InlineData("writer-crash-replay")]
    [InlineData("temp-supply-sweep")]
    [InlineData("live-driver")]
    [Trait("Item", "108")]
    public void An_example_as_the_twin_has_equal_records_and_the_same_digest(string name)
    {
        var text = Transcript.Of(new ScenarioGrammar(), Encoding.UTF8.GetString(Scenarios.Example(name)));

        var twin = Transcript.Of(new JsonScenarioGrammar(), text.ToJson());

        Assert.Empty(twin.Diagnostics);
        Assert.Equal(text.Digest, twin.Digest);
        Assert.Equal(text.ToText(), twin.ToText());
    }

    [Fact]
    public void The_twin_is_the_same_object_for_object_after_a_round()
    {
        var first = Transcript.Of(new ScenarioGrammar(), Everything).ToJson();

        Assert.Equal(first, Transcript.Of(new JsonScenarioGrammar(), first).ToJson());
    }

    [Fact]
    public void A_line_of_rows_stays_below_the_limit_of_a_line()
    {
        var text = new StringBuilder("scenario \"a\" version 1\ntable t (x: s, y: 1) linear {\n");
        for (var row = 0; row < 9000; row++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{row}.123456789012 {row * 1e-7}\n");

        var twin = Transcript.Of(new ScenarioGrammar(), text + "}\nend\n").ToJson();

        Assert.All(twin.Split('\n'), line => Assert.True(line.Length < 64 * 1024));
        Assert.Equal(9000, Transcript.Of(new JsonScenarioGrammar(), twin).Rows);
    }
}
