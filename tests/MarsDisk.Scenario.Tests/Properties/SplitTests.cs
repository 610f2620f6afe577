using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Tests.Language;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Properties;

public sealed class SplitTests
{
    public static TheoryData<string> Examples => [.. Scenarios.Examples];

    public static TheoryData<bool> Modes => [true, false];

    [Theory]
    [MemberData(nameof(Examples))]
    [Trait("Item", "2")]
    public void Chunks_of_every_usual_size_give_the_units_of_the_whole(string name)
    {
        var source = Scenarios.Example(name);
        var whole = Streams.Parse(source);

        foreach (var size in (int[])[1, 2, 3, 7, 64, 4096])
            Assert.Equal(whole, Streams.Parse(source, Enumerable.Range(1, (source.Length - 1) / size).Select(i => i * size)));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Item", "2")]
    [Trait("Item", "70")]
    public void Two_pieces_of_a_mistake_give_the_diagnostics_of_the_whole_wherever_it_is_cut(bool isCollecting)
    {
        var config = isCollecting ? Scenarios.Collecting : new RunConfig();
        foreach (var file in Directory.GetFiles(FaultTests.Folder(), "*.txt"))
        {
            var source = Encoding.UTF8.GetBytes(FaultTests.Source(File.ReadAllText(file).Split("=====\n")[0]));
            var whole = Streams.Parse(source, config);

            for (var cut = 0; cut <= source.Length; cut += source.Length < 150 ? 1 : 7)
                Assert.Equal(whole, Streams.Parse(source, [cut], config));
        }
    }

    [Fact]
    [Trait("Item", "10")]
    [Trait("Item", "11")]
    [Trait("Item", "12")]
    [Trait("Item", "16")]
    [Trait("Item", "17")]
    public void Every_cut_through_marks_line_ends_joins_and_characters_gives_the_same()
    {
        byte[] source = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(
            "scenario \"é\" version 1\r\n# ä 質 🪐\r\nset a \\\r\n = \\\n 3 µm\r\nrun \"r\" {\r\n at 1 yr log \"é質🪐\"\r\n}")];
        var whole = Streams.Parse(source);

        for (var first = 0; first <= source.Length; first++)
        {
            for (var second = first; second <= source.Length; second += 3)
                Assert.Equal(whole, Streams.Parse(source, [first, second]));
        }

        Assert.DoesNotContain("scn.", whole, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "2")]
    public void Generated_scenarios_are_the_same_however_they_are_cut()
    {
        var random = new Random(20261121);
        for (var seed = 0; seed < 150; seed++)
        {
            var source = Encoding.UTF8.GetBytes(new ScenarioGenerator(seed).Next(8));
            var whole = Streams.Parse(source);

            Assert.DoesNotContain(" scn.", whole, StringComparison.Ordinal);
            for (var round = 0; round < 4; round++)
                Assert.Equal(whole, Streams.Parse(source, Streams.RandomCuts(random, source.Length)));
        }
    }
}
