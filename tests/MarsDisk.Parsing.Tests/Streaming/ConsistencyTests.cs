using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Streaming;

public sealed class ConsistencyTests
{
    public static TheoryData<string> Sources =>
    [
        "",
        "one",
        "one\ntwo a\nthree\n",
        "\uFEFFone\n",
        "# naïve – 𝔘𝔫𝔦\ntext \"é€𝔘\"\n",
        "one\r\ntwo\r\nlast\r",
        "join \\\n  more \\\r\n  end\\\nx\nlast \\\n",
        "last \\",
        "table t {\n1 2\n3 4\n\n5 6\n}\nafter\n",
        "block {\na\nb\n}\nblock { # c\n}\n",
        "block {\na\nb",
        "table t {\n1 2",
        "one\nbad\ntwo\nbad\nbad\nthree\n",
        "one\nbad {\nx\ny\n}\ntwo\nwarn\nthree\n",
        "one\na\0b\ntwo\rb\nthree\n",
        "one\nthrow\ntwo\n",
        "table t {\n1 2\nx 4\n5 6\n}\nend\n# c\n\nmore\n",
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    [Trait("Item", "2"), Trait("Item", "70")]
    public void A_streaming_parse_finds_what_a_batch_parse_finds(string text)
    {
        var source = Cut.Bytes(text);

        foreach (var config in new[] { new RunConfig(), Run.Collecting })
        {
            var expected = Run.Batch(source, config);
            foreach (var chunks in Cut.AnySplit(source))
            {
                Assert.Equal(expected, Run.Fed(chunks, config));
                Assert.Equal(expected, Run.Resumed(chunks, config));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    [Trait("Item", "3")]
    public void A_sink_that_pauses_at_random_changes_nothing(string text)
    {
        var source = Cut.Bytes(text);

        foreach (var config in new[] { new RunConfig(), Run.Collecting })
        {
            var expected = Run.Batch(source, config);
            foreach (var chunks in Cut.AnySplit(source))
            {
                var random = new Random(1);
                SinkReply Reply() => random.Next(2) == 0 ? SinkReply.Pause : SinkReply.Continue;
                Assert.Equal(expected, Run.Fed(chunks, config, Reply));
                Assert.Equal(expected, Run.Resumed(chunks, config, Reply));
            }
        }
    }
}
