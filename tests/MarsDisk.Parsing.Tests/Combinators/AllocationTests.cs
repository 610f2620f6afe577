namespace MarsDisk.Parsing.Tests.Combinators;

public sealed class AllocationTests
{
    private static readonly Parser<ByteRange> Word = Parse.Label("a word", Parse.TakeWhile1(ByteSet.Letter));
    private static readonly Parser<ByteRange> Value = Parse.Keyword("on"u8).Or(Parse.TakeWhile1(ByteSet.Digit)).Or(
        Parse.Between(Parse.Text("("u8), Word, Parse.Text(")"u8)));

    private static readonly Parser<int> Lines = Parse.Text("#"u8).SkipLeft(Parse.TakeUntil("\n"u8, 80))
        .Or(Word.SkipRight(Parse.Text("="u8)).SkipRight(Parse.CutHere)
            .Then(Value.Spanned(), static (_, value) => value.Value))
        .SkipRight(Parse.Byte((byte)'\n')).SkipMany();

    [Fact]
    public void A_parse_that_succeeds_allocates_nothing_for_its_combinators()
    {
        Assert.Equal(4, Read());
        for (var warm = 0; warm < 50; warm++)
            Read();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
            Read();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int Read()
    {
        var state = new ParseState(new Input("#a comment\nab=on\ncd=12\nef=(gh)\n"u8, 0, 1, true, default), Config);
        return Lines.Parse(ref state, out var count).Kind == ReplyKind.Ok ? count : -1;
    }

    private static RunConfig Config { get; } = new();
}
