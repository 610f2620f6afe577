namespace MarsDisk.Parsing;

/// <summary>
/// Makes parsers out of parsers. All of them obey the prefix law (<see cref="Parser{T}"/>); none of them throws for
/// any input.
/// </summary>
public static class Parse
{
    /// <summary>The end of the source. Waits where the source may go on.</summary>
    public static Parser<Nothing> Eof { get; } = new EofParser();

    /// <summary>
    /// Commits: no alternative of what was read so far is tried, and what was expected before is not mentioned.
    /// </summary>
    public static Parser<Nothing> CutHere { get; } = new CutHereParser();

    /// <summary>The place of the cursor.</summary>
    public static Parser<Position> Here { get; } = new HereParser();

    /// <summary>A value, without reading.</summary>
    public static Parser<T> Ok<T>(T value) => new OkParser<T>(value);

    /// <summary>A failure, without reading.</summary>
    public static Parser<T> Fail<T>(Expectation expectation) => new FailParser<T>(expectation);

    /// <summary>A failure that is said in words, without reading.</summary>
    public static Parser<T> Fail<T>(string expected) => new FailParser<T>(new(ExpectationKind.Custom, expected));

    /// <summary>One byte.</summary>
    public static Parser<byte> Byte(byte value) => new ByteParser(value);

    /// <summary>Exact text. Fails as soon as a byte differs, without waiting for the others.</summary>
    public static Parser<ByteRange> Text(ReadOnlySpan<byte> text) => new TextParser(text.ToArray());

    /// <summary>A whole word. A failure is reported at its first byte.</summary>
    /// <param name="text">The word.</param>
    /// <param name="word">The bytes that must not follow it; without one letters, digits and the underscore.</param>
    public static Parser<ByteRange> Keyword(ReadOnlySpan<byte> text, ByteSet? word = null)
        => new KeywordParser(text.ToArray(), word ?? ByteSet.Word);

    /// <summary>All bytes of a class, none included.</summary>
    public static Parser<ByteRange> TakeWhile(ByteSet set) => new TakeWhileParser(set, least: 0);

    /// <summary>All bytes of a class, at least one.</summary>
    public static Parser<ByteRange> TakeWhile1(ByteSet set) => new TakeWhileParser(set, least: 1);

    /// <summary>So many bytes.</summary>
    public static Parser<ByteRange> Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new TakeParser(count);
    }

    /// <summary>All bytes before a text, which stays unread.</summary>
    /// <param name="end">The text, at least one byte.</param>
    /// <param name="most">Most bytes before it; without a bound a source without the text would be held whole.</param>
    public static Parser<ByteRange> TakeUntil(ReadOnlySpan<byte> end, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        if (end.IsEmpty)
            throw new ArgumentException("The text that ends the bytes is empty.", nameof(end));
        return new TakeUntilParser(end.ToArray(), most);
    }

    /// <summary>
    /// Names a parser. Its replies are stored under the name, and errors tell that it was being read.
    /// </summary>
    /// <param name="name">Its name, once in a grammar.</param>
    /// <param name="part">The parser.</param>
    /// <param name="doc">What it reads, for people.</param>
    public static Parser<T> Rule<T>(string name, Parser<T> part, string? doc = null)
        => new RuleParser<T>(name, part, doc);

    /// <summary>Says what a parser is called where it is expected and nothing of it is there.</summary>
    public static Parser<T> Label<T>(string name, Parser<T> part) => new LabelParser<T>(name, part);

    /// <summary>
    /// A parser that is made when it is first needed: how a grammar contains itself. Counts the depth.
    /// </summary>
    public static Parser<T> Defer<T>(Func<Parser<T>> make) => new DeferParser<T>(make);

    /// <summary>One parser, then another; a value of both.</summary>
    public static Parser<T> Then<TFirst, TSecond, T>(
        this Parser<TFirst> first, Parser<TSecond> second, Func<TFirst, TSecond, T> combine)
        => new ThenParser<TFirst, TSecond, T>(first, second, combine);

    /// <summary>One parser, then another; both values.</summary>
    public static Parser<(TFirst First, TSecond Second)> Then<TFirst, TSecond>(
        this Parser<TFirst> first, Parser<TSecond> second)
        => new ThenParser<TFirst, TSecond, (TFirst, TSecond)>(first, second, static (left, right) => (left, right));

    /// <summary>One parser, then another that its value chooses.</summary>
    public static Parser<T> SelectMany<TFirst, T>(this Parser<TFirst> first, Func<TFirst, Parser<T>> choose)
        => new SelectManyParser<TFirst, T>(first, choose);

    /// <summary>One parser, then another that its value chooses; a value of both. For query expressions.</summary>
    public static Parser<T> SelectMany<TFirst, TSecond, T>(
        this Parser<TFirst> first, Func<TFirst, Parser<TSecond>> choose, Func<TFirst, TSecond, T> combine)
        => first.SelectMany(left => choose(left).Map(right => combine(left, right)));

    /// <summary>Another value. For query expressions.</summary>
    public static Parser<T> Select<TFirst, T>(this Parser<TFirst> part, Func<TFirst, T> change) => part.Map(change);

    /// <summary>Another value.</summary>
    public static Parser<T> Map<TFirst, T>(this Parser<TFirst> part, Func<TFirst, T> change)
        => new MapParser<TFirst, T>(part, change);

    /// <summary>One parser, then another; the value of the second.</summary>
    public static Parser<T> SkipLeft<TFirst, T>(this Parser<TFirst> first, Parser<T> second)
        => new ThenParser<TFirst, T, T>(first, second, static (_, right) => right);

    /// <summary>One parser, then another; the value of the first.</summary>
    public static Parser<T> SkipRight<T, TSecond>(this Parser<T> first, Parser<TSecond> second)
        => new ThenParser<T, TSecond, T>(first, second, static (left, _) => left);

    /// <summary>A parser, or another if the first fails having passed neither a byte nor a cut.</summary>
    public static Parser<T> Or<T>(this Parser<T> first, Parser<T> second) => new ChoiceParser<T>([first, second]);

    /// <summary>The first of several parsers that does not fail having passed neither a byte nor a cut.</summary>
    public static Parser<T> Choice<T>(params ReadOnlySpan<Parser<T>> alternatives)
        => new ChoiceParser<T>(alternatives.ToArray());

    /// <summary>Takes back what a failing parser has read and cut, so that an alternative can be tried.</summary>
    public static Parser<T> Attempt<T>(this Parser<T> part) => new AttemptParser<T>(part);

    /// <summary>Commits to a parser before it begins.</summary>
    public static Parser<T> Cut<T>(this Parser<T> part) => new CutParser<T>(part);

    /// <summary>A parser, or a value where it fails having passed neither a byte nor a cut.</summary>
    public static Parser<T> Opt<T>(this Parser<T> part, T otherwise) => new OptParser<T>(part, otherwise);

    /// <summary>A parser, or the default value where it fails having passed neither a byte nor a cut.</summary>
    public static Parser<T> Opt<T>(this Parser<T> part) => new OptParser<T>(part, default!);

    /// <summary>A parser as often as it matches. It must read something each time (<c>E3001</c>).</summary>
    public static Parser<IReadOnlyList<T>> Many<T>(this Parser<T> part) => new RepeatParser<T>(part, 0, int.MaxValue);

    /// <summary>As <see cref="Many{T}"/>, at least once.</summary>
    public static Parser<IReadOnlyList<T>> Many1<T>(this Parser<T> part) => new RepeatParser<T>(part, 1, int.MaxValue);

    /// <summary>As <see cref="Many{T}"/>, within bounds.</summary>
    public static Parser<IReadOnlyList<T>> Repeat<T>(this Parser<T> part, int least, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(least);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, least);
        return new RepeatParser<T>(part, least, most);
    }

    /// <summary>As <see cref="Many{T}"/>, but only counts: for blanks and comments.</summary>
    public static Parser<int> SkipMany<T>(this Parser<T> part) => new SkipManyParser<T>(part);

    /// <summary>
    /// Elements with something between them, none included. Behind a separator an element must follow.
    /// </summary>
    public static Parser<IReadOnlyList<T>> SepBy<T, TSeparator>(this Parser<T> part, Parser<TSeparator> separator)
        => new SeparatedParser<T, TSeparator>(part, separator, least: 0);

    /// <summary>As <see cref="SepBy{T, TSeparator}"/>, at least one.</summary>
    public static Parser<IReadOnlyList<T>> SepBy1<T, TSeparator>(this Parser<T> part, Parser<TSeparator> separator)
        => new SeparatedParser<T, TSeparator>(part, separator, least: 1);

    /// <summary>Elements up to an end, which is read too.</summary>
    public static Parser<IReadOnlyList<T>> ManyTill<T, TEnd>(this Parser<T> part, Parser<TEnd> end)
        => new ManyTillParser<T, TEnd>(part, end);

    /// <summary>
    /// A part in brackets. Commits behind the opening one; a missing closing one is noted at the opening one.
    /// </summary>
    public static Parser<T> Between<TOpen, T, TClose>(Parser<TOpen> open, Parser<T> part, Parser<TClose> close)
        => new BetweenParser<TOpen, T, TClose>(open, part, close);

    /// <summary>A part behind another one, whose value is dropped.</summary>
    public static Parser<T> Preceded<TBefore, T>(Parser<TBefore> before, Parser<T> part) => before.SkipLeft(part);

    /// <summary>A part before another one, whose value is dropped.</summary>
    public static Parser<T> Terminated<T, TAfter>(Parser<T> part, Parser<TAfter> after) => part.SkipRight(after);

    /// <summary>A part between two others, whose values are dropped. Does not commit.</summary>
    public static Parser<T> Delimited<TBefore, T, TAfter>(Parser<TBefore> before, Parser<T> part, Parser<TAfter> after)
        => before.SkipLeft(part).SkipRight(after);

    /// <summary>Whether a parser matches, and its value. Reads nothing.</summary>
    public static Parser<T> Lookahead<T>(Parser<T> part) => new LookaheadParser<T>(part);

    /// <summary>Fails where a parser matches. Reads nothing.</summary>
    /// <param name="part">The parser.</param>
    /// <param name="name">How it is called in messages; without one its own name.</param>
    public static Parser<Nothing> NotFollowedBy<T>(Parser<T> part, string? name = null)
        => new NotFollowedByParser<T>(part, name ?? (part.Info.Name.Length > 0 ? $"\"{part.Info.Name}\"" : "this"));

    /// <summary>Operands and operators, put together from the left. Commits behind an operator.</summary>
    public static Parser<T> ChainLeft1<T>(this Parser<T> operand, Parser<Func<T, T, T>> operation)
        => new ChainParser<T>(operand, operation, fromRight: false);

    /// <summary>Operands and operators, put together from the right. Commits behind an operator.</summary>
    public static Parser<T> ChainRight1<T>(this Parser<T> operand, Parser<Func<T, T, T>> operation)
        => new ChainParser<T>(operand, operation, fromRight: true);

    /// <summary>A value with its place.</summary>
    public static Parser<Spanned<T>> Spanned<T>(this Parser<T> part) => new SpannedParser<T>(part);

    /// <summary>The text that a parser has passed.</summary>
    public static Parser<string> AsText<T>(this Parser<T> part) => new BytesParser<T, string>(part, BytesReaders.Text);

    /// <summary>A value made of the bytes that a parser has passed.</summary>
    public static Parser<T> FromBytes<TPart, T>(this Parser<TPart> part, BytesReader<T> read)
        => new BytesParser<TPart, T>(part, read);

    /// <summary>
    /// Where errors are passed over (<see cref="RunConfig.Recover"/>): reports one and goes on behind it.
    /// </summary>
    /// <param name="part">What should be there.</param>
    /// <param name="sync">What ends the part that is passed over; it is read too.</param>
    /// <param name="with">The value in the place of the failing one.</param>
    /// <param name="action">What is done.</param>
    /// <param name="inserted">The text that is missing: offered as a change of the source.</param>
    public static Parser<T> Recover<T, TSync>(
        this Parser<T> part, Parser<TSync> sync, T with,
        RecoverAction action = RecoverAction.Skip, string? inserted = null)
        => new RecoverParser<T, TSync>(part, sync, with, action, inserted);
}
