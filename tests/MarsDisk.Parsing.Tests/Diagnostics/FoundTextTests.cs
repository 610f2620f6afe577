using System.Text;

namespace MarsDisk.Parsing.Tests.Diagnostics;

public sealed class FoundTextTests
{
    [Theory]
    [InlineData("at 0.5 set x", 7, "\"set\"", "\"0.5\"")]
    [InlineData("a = {", 4, "\"{\"", "\"=\"")]
    [InlineData("ä é", 3, "\"é\"", "\"ä\"")]
    [InlineData("x", 1, "the end", "\"x\"")]
    [InlineData("x", 0, "\"x\"", null)]
    [InlineData("\tx", 0, "\"\\t\"", null)]
    public void Quotes_the_word_at_a_place_and_the_one_before(string text, int offset, string found, string? before)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        Assert.Equal(found, FoundText.At(bytes, offset, "the end"));
        Assert.Equal(before, FoundText.Before(bytes, offset));
    }

    [Fact]
    public void Cuts_at_a_character_border_within_32_bytes()
        => Assert.Equal(new string('x', 31), FoundText.Escape(Encoding.UTF8.GetBytes(new string('x', 31) + "é")));

    [Fact]
    public void Escapes_controls_quotes_direction_marks_and_broken_bytes()
        => Assert.Equal(
            "a\\n\\r\\t\\u{0}\\\"\\\\\\u{202e}\\xff",
            FoundText.Escape([.. "a\n\r\t\0\"\\\u202e"u8, 0xFF]));
}
