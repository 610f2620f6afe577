namespace MarsDisk.Parsing;

/// <summary>
/// A repetition that is the whole parser: behind each element nothing before it is looked at again, so the elements are
/// commit points. Keeps the elements of one parse.
/// </summary>
/// <typeparam name="T">The value of the repetition.</typeparam>
internal abstract class RootLoop<T>
{
    /// <summary>Reads the next element, or finds that there is none. Changes nothing but the state.</summary>
    /// <param name="state">A window that begins behind the last element.</param>
    /// <param name="isLast">The repetition has ended.</param>
    /// <param name="value">The value, if it has.</param>
    public abstract Reply Next(scoped ref ParseState state, out bool isLast, out T value);

    /// <summary>Keeps the element that was read last.</summary>
    public abstract void Keep();
}

/// <summary>The loop of <see cref="RepeatParser{T}"/>; answers as it does.</summary>
internal sealed class RepeatLoop<T>(Parser<T> part, int least, int most) : RootLoop<IReadOnlyList<T>>
{
    private readonly List<T> _elements = [];
    private Reply _earlier = Reply.Ok(consumed: false);
    private Reply _reply;
    private T _item = default!;

    public override Reply Next(scoped ref ParseState state, out bool isLast, out IReadOnlyList<T> value)
    {
        value = _elements;
        isLast = _elements.Count == most;
        if (isLast)
            return _earlier;

        var start = state.Cursor;
        var element = part.Parse(ref state, out _item);
        isLast = element.IsOpenFailure && _elements.Count >= least;
        if (isLast)
            return _earlier;
        if (element.Kind != ReplyKind.Ok)
            return Repetition.Fail(ref state, element, _earlier);
        if (state.Cursor == start)
            return Repetition.StopAtEmpty(ref state);
        return _reply = element.After(_earlier);
    }

    public override void Keep()
    {
        _elements.Add(_item);
        _earlier = _reply;
    }
}
