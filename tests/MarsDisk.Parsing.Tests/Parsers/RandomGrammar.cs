namespace MarsDisk.Parsing.Tests.Parsers;

/// <summary>Makes combinator trees over the letters a and b, commas and line ends. One seed, one tree.</summary>
internal sealed class RandomGrammar(int seed)
{
    private static readonly ByteSet As = new("an a", "a"u8);
    private static readonly ByteSet Letters = new("a letter", "ab"u8);
    private static readonly string[] Texts = ["a", "b", "ab", "ba", "aab", ",", "\n", "b,"];

    private readonly Random _random = new(seed);
    private int _rules;

    /// <summary>A parser whose value tells what it read.</summary>
    public Parser<string> Next(int depth) => depth == 0 || _random.Next(5) == 0 ? Leaf() : Tree(depth - 1);

    /// <summary>An input.</summary>
    public string Input(int most)
        => string.Create(_random.Next(most + 1), _random, static (text, random) =>
        {
            foreach (ref var letter in text)
                letter = "aaabbb,\n"[random.Next(8)];
        });

    private Parser<string> Leaf() => _random.Next(12) switch
    {
        0 => Parse.Keyword(Text()).AsText(),
        1 => Parse.TakeWhile(Letters).AsText(),
        2 => Parse.TakeWhile1(As).AsText(),
        3 => Parse.Take(_random.Next(3)).AsText(),
        4 => Parse.TakeUntil(Text(), _random.Next(4)).AsText(),
        5 => _random.Next(3) == 0 ? Parse.Eof.Map(static _ => "$") : Parse.Byte((byte)'a').AsText(),
        6 => _random.Next(3) == 0 ? Parse.CutHere.Map(static _ => "!") : Parse.Byte((byte)'b').AsText(),
        7 => Parse.Here.Map(static here => FormattableString.Invariant($"{here.Offset}:{here.Line}:{here.Column}")),
        8 => _random.Next(3) == 0 ? Parse.Fail<string>("a wonder") : Parse.Ok("-"),
        _ => Parse.Text(Text()).AsText(),
    };

    private Parser<string> Tree(int depth) => _random.Next(24) switch
    {
        0 or 1 or 2 or 3 => Next(depth).Then(Next(depth), static (left, right) => left + right),
        4 or 5 => Next(depth).Or(Next(depth)),
        6 => Parse.Choice(Next(depth), Next(depth), Next(depth)),
        7 or 8 => Next(depth).Attempt(),
        9 => Next(depth).Cut(),
        10 => Next(depth).Opt("?"),
        11 => Next(depth).Many().Map(Join),
        12 => Next(depth).Repeat(1, 2).Map(Join),
        13 => Next(depth).SepBy(Parse.Text(","u8)).Map(Join),
        14 => Next(depth).ManyTill(Next(depth)).Map(Join),
        15 => Parse.Between(Next(depth), Next(depth), Next(depth)),
        16 => Parse.Lookahead(Next(depth)),
        17 => Parse.NotFollowedBy(Next(depth)).Map(static _ => "~"),
        18 => Chain(Next(depth), _random.Next(2) == 0),
        19 => Next(depth).Spanned().Map(static one => FormattableString.Invariant($"{one.Value}@{one.Span}")),
        20 => Parse.Rule($"rule{_rules++}", Next(depth)),
        21 => Parse.Label($"label{_rules++}", Next(depth)),
        22 => Next(depth).Recover(Next(depth), "*", (RecoverAction)_random.Next(3)),
        _ => Chosen(Next(depth), Next(depth), Next(depth)),
    };

    private ReadOnlySpan<byte> Text() => System.Text.Encoding.UTF8.GetBytes(Texts[_random.Next(Texts.Length)]);

    private static Parser<string> Chosen(Parser<string> first, Parser<string> even, Parser<string> odd)
        => first.SelectMany(value => value.Length % 2 == 0 ? even : Parse.Defer(() => odd));

    private static Parser<string> Chain(Parser<string> operand, bool fromRight)
    {
        var operation = Parse.Text(","u8).Map<ByteRange, Func<string, string, string>>(
            static _ => static (left, right) => $"({left},{right})");
        return fromRight ? operand.ChainRight1(operation) : operand.ChainLeft1(operation);
    }

    private static string Join(IReadOnlyList<string> parts) => $"[{string.Join('.', parts)}]";
}
