using System.Text;

using MarsDisk.LanguageServer.Yaml;

namespace MarsDisk.LanguageServer.Tests;

public sealed class YamlOutlineTests
{
    [Fact]
    public void Keys_have_their_paths_in_blocks_brackets_and_lists()
    {
        const string Text = """
            # a remark: no key
            io:
              quiet: true   # ends: here
              streaming: { enable: true, note: "a: b, c" }
            text: |
              not: a key
            vary:
            - key: radiation.TM_K
              values: [1, { x: 2 }]
            last: 1
            """;

        var paths = YamlOutline.Read(Encoding.UTF8.GetBytes(Text)).Select(entry => entry.Path).Order(StringComparer.Ordinal);

        Assert.Equal(
            ["io", "io.quiet", "io.streaming", "io.streaming.enable", "io.streaming.note", "last", "text", "vary", "vary[].key", "vary[].values", "vary[].values[].x"],
            paths, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("io:\n  ", "io", false)]
    [InlineData("io:\n  qui", "io", false)]
    [InlineData("io:\n  quiet: t", "io.quiet", true)]
    [InlineData("io:\n  quiet: true\n", "", false)]
    [InlineData("io: { quiet: true, str", "io", false)]
    [InlineData("io: { streaming: { enable: ", "io.streaming.enable", true)]
    [InlineData("vary:\n  - key: rad", "vary[].key", true)]
    public void The_end_of_a_text_expects_a_key_of_a_section_or_the_value_of_a_key(string text, string path, bool isValue)
    {
        var cursor = YamlOutline.CursorBehind(Encoding.UTF8.GetBytes(text));

        Assert.Equal((path, isValue), (cursor!.Value.Path, cursor.Value.IsValue));
    }

    [Fact]
    public void Every_prefix_of_a_text_is_read()
    {
        var text = "a: { b: [1, \"x\\\", 'y''"u8.ToArray().Concat("\n- - c: |\n\n  d\ne: \t# f\n: g\n\"h: i"u8.ToArray()).ToArray();
        for (var length = 0; length <= text.Length; length++)
        {
            YamlOutline.CursorBehind(text.AsSpan(0, length));
            Assert.True(YamlOutline.Read(text.AsSpan(0, length)).Count <= length);
        }
    }
}
