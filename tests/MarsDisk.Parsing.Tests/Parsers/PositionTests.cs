using System.Text;

namespace MarsDisk.Parsing.Tests.Parsers;

public sealed class PositionTests
{
    [Fact]
    public void Counts_lines_and_bytes_forwards_and_backwards()
    {
        var bytes = Encoding.UTF8.GetBytes("aé\nb\n\ncd");
        var state = new ParseState(new Input(bytes, 100, 7, true, default), new());
        int[] order = [8, 0, 3, 4, 6, 5, 7, 1, 8, 3];
        Position[] wanted =
        [
            new(108, 10, 2), new(100, 7, 1), new(103, 7, 4), new(104, 8, 1), new(106, 9, 1),
            new(105, 8, 2), new(107, 10, 1), new(101, 7, 2), new(108, 10, 2), new(103, 7, 4),
        ];

        for (var index = 0; index < order.Length; index++)
            Assert.Equal(wanted[index], state.PositionAt(order[index]));
    }

    [Fact]
    public void A_byte_order_mark_counts_in_offsets_and_not_in_columns()
    {
        var state = new ParseState(new Input("\uFEFFab"u8, 0, 1, true, default), new());

        Assert.Equal(new(4, 1, 2), state.PositionAt(4));
        Assert.Equal(new(0, 1, 1), state.PositionAt(0));
    }

    [Fact]
    public void Here_and_spanned_deliver_places()
    {
        var parser = Parse.Text("a\n"u8).SkipLeft(Parse.TakeWhile(ByteSet.Letter).Spanned()).Then(Parse.Here);

        var (value, here) = parser.Read("a\nbcd").Value;

        Assert.Equal(new SourceSpan(2, 5, 2, 1, 2, 4), value.Span);
        Assert.Equal(new(2, 3), value.Value);
        Assert.Equal(new(5, 2, 4), here);
    }

    [Fact]
    public void Text_and_values_are_made_of_the_bytes_passed()
    {
        Assert.Equal("aé", Parse.Text("aé"u8).AsText().Read("aéx").Value);
        Assert.Equal(3, Parse.Text("aé"u8).FromBytes(static bytes => bytes.Length).Read("aéx").Value);
    }
}
