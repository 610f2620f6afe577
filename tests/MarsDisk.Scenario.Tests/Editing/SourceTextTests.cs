using MarsDisk.Scenario.Editing;

namespace MarsDisk.Scenario.Tests.Editing;

public sealed class SourceTextTests
{
    [Fact]
    public void Random_edits_leave_the_bytes_and_lines_of_an_array_edited_alike()
    {
        var random = new Random(7);
        var bytes = Letters(random, 100_000);
        var text = SourceText.From(bytes);
        for (var step = 0; step < 300; step++)
        {
            var start = random.Next(bytes.Length + 1);
            var edit = new TextEdit(start, random.Next(Math.Min(bytes.Length - start, 40_000) + 1), Letters(random, random.Next(3) * random.Next(20_000)));

            text = text.With(edit);
            bytes = [.. bytes[..start], .. edit.Inserted.Span, .. bytes[(int)(start + edit.Removed)..]];

            Assert.Equal(bytes, text.Slice(0, text.Length).ToArray());
            AssertLines(bytes, text, random.Next(bytes.Length + 1));
        }
    }

    [Fact]
    public void An_old_text_is_not_changed_by_an_edit()
    {
        var old = SourceText.From("one\ntwo\n"u8);

        var changed = old.With(new TextEdit(4, 3, "2"u8.ToArray()));

        Assert.Equal("one\ntwo\n"u8.ToArray(), old.Slice(0, old.Length).ToArray());
        Assert.Equal("one\n2\n"u8.ToArray(), changed.Slice(0, changed.Length).ToArray());
    }

    [Theory]
    [InlineData("", 1, "")]
    [InlineData("a", 1, "a")]
    [InlineData("a\r\n", 2, "a")]
    [InlineData("a\n\nb", 3, "a")]
    public void What_follows_the_last_line_end_is_a_line(string content, int lines, string first)
    {
        var text = SourceText.From(System.Text.Encoding.UTF8.GetBytes(content));

        Assert.Equal(lines, text.LineCount);
        Assert.Equal(first, System.Text.Encoding.UTF8.GetString(text.Line(0).Span));
        Assert.Equal(text.Length, text.LineStart(lines));
    }

    [Fact]
    public void A_range_outside_of_the_text_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => SourceText.From("abc"u8).With(new TextEdit(2, 2, default)));

    private static void AssertLines(byte[] bytes, SourceText text, int offset)
    {
        var before = bytes.AsSpan(0, offset);

        Assert.Equal(before.Count((byte)'\n'), text.LineOf(offset));
        Assert.Equal(before.LastIndexOf((byte)'\n') + 1, text.LineStart(text.LineOf(offset)));
        Assert.Equal(bytes.AsSpan().Count((byte)'\n') + 1, text.LineCount);
    }

    private static byte[] Letters(Random random, int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = random.Next(30) == 0 ? (byte)'\n' : (byte)('a' + random.Next(26));
        return bytes;
    }
}
