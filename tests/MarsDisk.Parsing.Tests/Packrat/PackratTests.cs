using System.Text;
using MarsDisk.Parsing.Tests.Restarting;

namespace MarsDisk.Parsing.Tests.Packrat;

public sealed class PackratTests
{
    private static readonly Parser<string> Word
        = Parse.Rule("word", Parse.TakeWhile1(ByteSet.Letter).AsText());

    // Each line reads its word twice: once for the call that it is not, once for the name that it is.
    private static readonly Parser<string> Line = Parse.Rule(
        "line", Word.SkipRight(Parse.Text("()\n"u8)).Attempt().Or(Word.SkipRight(Parse.Text("\n"u8))));

    private static readonly RunConfig Profiled = new RunConfig { Packrat = true, RequireEof = true }
        .WithExtension("parse", static map => new(map.Values.SetItem("profile", true)));

    [Fact]
    [Trait("Item", "81")]
    public void A_stored_reply_is_used_and_changes_no_result()
    {
        var source = Lines(50);

        var with = ParserRunner.Run(Line.Many(), source, Profiled);
        var without = ParserRunner.Run(Line.Many(), source, Profiled with { Packrat = false });

        Assert.Equal(without.Text(), with.Text());
        Assert.Equal((51, 50), (with.Profile!.PackratHits, with.Profile.Backtracks));
        Assert.Equal((0, 0), (without.Profile!.PackratHits, without.Profile.MemoEntries));
    }

    [Fact]
    [Trait("Item", "82")]
    public void After_each_commit_no_entry_starts_before_the_watermark()
    {
        var parse = new GeneralParse<IReadOnlyList<string>>(Line.Many(), Profiled);
        var source = Lines(20);
        var commits = 0;
        for (var length = 1; length < source.Length; length++)
        {
            var before = parse.Watermark.Offset;
            parse.Advance(source.AsSpan((int)before, length - (int)before), isFinal: false);
            if (parse.Watermark.Offset > before)
                commits++;
            Assert.True(parse.Memo!.FirstOffset is null || parse.Memo.FirstOffset >= parse.Watermark.Offset);
        }

        Assert.Equal(19, commits);
        Assert.True(parse.Memo!.Pruned > 0);
    }

    [Fact]
    [Trait("Item", "83")]
    public void The_budget_holds_and_changes_no_result()
    {
        var source = Lines(5000);
        var whole = Line.Many().Map(static lines => lines.Count);
        var config = Profiled with { Limits = ParseLimits.Default with { PackratBudgetBytes = 64 * 1024 } };
        var parse = new GeneralParse<int>(whole, config);

        parse.Advance(source, isFinal: true);

        Assert.InRange(parse.Memo!.Bytes, 1, 64 * 1024);
        Assert.True(parse.Memo.Evictions > 1000);
        Assert.Equal(ParserRunner.Run(whole, source, config with { Packrat = false }).Text(), parse.Found!.Text());
        var outcome = whole.Stream(source.Chunk(1000), config).Outcome;
        Assert.InRange(outcome.Meta.MemoBytes!.Value, 1, 64 * 1024);
        Assert.Equal(parse.Found!.Text(), outcome.Result!.Text());
        Assert.Equal(parse.Memo.Evictions, parse.Found!.Profile!.MemoEvictions);
    }

    [Fact]
    [Trait("Item", "84")]
    public void A_reply_that_the_end_of_open_input_has_influenced_is_not_stored()
    {
        var peeking = Parse.Rule("peeking", new Peeking());

        Assert.Equal(0, Entries(peeking, "a", isFinal: false));
        Assert.Equal(1, Entries(peeking, "ab", isFinal: false));
        Assert.Equal(1, Entries(peeking, "a", isFinal: true));
        Assert.Equal(0, Entries(Word, "abc", isFinal: false));
        Assert.Equal(1, Entries(Word, "abc!", isFinal: false));
    }

    [Fact]
    public void An_entry_counts_what_its_value_holds()
    {
        var bytes = new byte[100_000];
        Array.Fill(bytes, (byte)'a');
        var parse = new GeneralParse<string>(Word, Profiled);

        parse.Advance(bytes, isFinal: true);

        Assert.InRange(parse.Memo!.Bytes, 200_000, 400_000);
    }

    [Fact]
    public void An_edit_drops_what_it_touches_and_what_it_moves()
    {
        Assert.Equal([0L, 6, 9, 11], Kept(4, 5, lengthChanges: false));
        Assert.Equal([0L], Kept(3, 3, lengthChanges: true));
    }

    [Fact]
    public void Packrat_is_a_setting_of_the_stream_too()
    {
        var config = new RunConfig()
            .WithExtension("stream", static map => new(map.Values.SetItem("packrat_enabled", true)));

        Assert.NotNull(Line.Stream([Lines(1)], config).Outcome.Meta.MemoBytes);
        Assert.Null(Line.Stream([Lines(1)]).Outcome.Meta.MemoBytes);
    }

    private static byte[] Lines(int count)
        => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("abcdefgh\n", count)));

    private static int Entries<T>(Parser<T> parser, string text, bool isFinal)
    {
        var state = new ParseState(new Input(Encoding.ASCII.GetBytes(text), 0, 1, isFinal, default), Profiled);
        _ = parser.Parse(ref state, out _);
        return state.Session.Memo!.Entries;
    }

    private static IEnumerable<long> Kept(long start, long end, bool lengthChanges)
    {
        var words = Word.SkipRight(Parse.Text(" "u8).Opt()).Many();
        var state = new ParseState(new Input("ab cd ef gh"u8, 0, 1, true, default), Profiled);
        _ = words.Parse(ref state, out _);
        var memo = state.Session.Memo!;
        memo.Invalidate(start, end, lengthChanges);
        while (memo.FirstOffset is { } offset)
        {
            yield return offset;
            memo.Prune(offset + 1);
        }
    }

    /// <summary>Breaks the prefix law: says what it sees at the end of open input.</summary>
    private sealed class Peeking : Parser<bool>
    {
        public override Reply Parse(scoped ref ParseState state, out bool value)
        {
            value = state.Cursor + 1 < state.Input.Bytes.Length;
            state.Examined = Math.Max(state.Examined, state.Cursor + 2);
            state.Cursor++;
            return Reply.Ok(consumed: true);
        }
    }
}
