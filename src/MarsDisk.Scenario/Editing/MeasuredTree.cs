namespace MarsDisk.Scenario.Editing;

/// <summary>Lengths that add up along a sequence.</summary>
internal interface IMeasure<TSelf>
    where TSelf : struct, IMeasure<TSelf>
{
    static abstract TSelf operator +(TSelf first, TSelf second);
}

/// <summary>Something with lengths.</summary>
internal interface IMeasured<out TMeasure>
{
    TMeasure Measure { get; }
}

/// <summary>Asks of the lengths up to the end of an item: is the place that is looked for before this end?</summary>
internal interface ISeek<TMeasure>
{
    bool EndsBefore(in TMeasure end);
}

/// <summary>
/// An immutable sequence as a balanced tree (AVL, by joining): searched by lengths, cut and joined in logarithmic time.
/// Null is the empty sequence. What is kept of an older sequence is shared with it.
/// </summary>
internal sealed class MeasuredTree<TItem, TMeasure>
    where TItem : class, IMeasured<TMeasure>
    where TMeasure : struct, IMeasure<TMeasure>
{
    private readonly MeasuredTree<TItem, TMeasure>? _left;
    private readonly MeasuredTree<TItem, TMeasure>? _right;
    private readonly TItem _item;
    private readonly int _height;

    private MeasuredTree(MeasuredTree<TItem, TMeasure>? left, TItem item, MeasuredTree<TItem, TMeasure>? right)
    {
        _left = left;
        _item = item;
        _right = right;
        _height = Math.Max(HeightOf(left), HeightOf(right)) + 1;
        Count = CountOf(left) + 1 + CountOf(right);
        Total = TotalOf(left) + item.Measure + TotalOf(right);
    }

    /// <summary>Items.</summary>
    public int Count { get; }

    /// <summary>Lengths of all items together.</summary>
    public TMeasure Total { get; }

    public static int CountOf(MeasuredTree<TItem, TMeasure>? tree) => tree?.Count ?? 0;

    public static TMeasure TotalOf(MeasuredTree<TItem, TMeasure>? tree) => tree?.Total ?? default;

    public static MeasuredTree<TItem, TMeasure>? Build(ReadOnlySpan<TItem> items)
    {
        if (items.IsEmpty)
            return null;
        var middle = items.Length / 2;
        return new MeasuredTree<TItem, TMeasure>(Build(items[..middle]), items[middle], Build(items[(middle + 1)..]));
    }

    /// <summary>The first item whose end lies behind the place; the last one when none does.</summary>
    /// <param name="tree">A sequence with at least one item.</param>
    /// <param name="seek">The place.</param>
    /// <returns>The item, its index, and the lengths before it.</returns>
    public static (TItem Item, int Index, TMeasure Before) Find<TSeek>(MeasuredTree<TItem, TMeasure> tree, TSeek seek)
        where TSeek : struct, ISeek<TMeasure>
    {
        var index = 0;
        var before = default(TMeasure);
        while (true)
        {
            var leftEnd = before + TotalOf(tree._left);
            var itemEnd = leftEnd + tree._item.Measure;
            if (tree._left is not null && !seek.EndsBefore(leftEnd))
            {
                tree = tree._left;
                continue;
            }

            index += CountOf(tree._left);
            if (tree._right is null || !seek.EndsBefore(itemEnd))
                return (tree._item, index, leftEnd);
            index++;
            before = itemEnd;
            tree = tree._right;
        }
    }

    /// <summary>The item at an index, and the lengths before it.</summary>
    public static (TItem Item, TMeasure Before) At(MeasuredTree<TItem, TMeasure> tree, int index)
    {
        var before = default(TMeasure);
        while (true)
        {
            var leftCount = CountOf(tree._left);
            if (index < leftCount)
            {
                tree = tree._left!;
                continue;
            }

            before += TotalOf(tree._left);
            if (index == leftCount)
                return (tree._item, before);
            before += tree._item.Measure;
            index -= leftCount + 1;
            tree = tree._right!;
        }
    }

    /// <summary>The sequence with the items [first, end) replaced.</summary>
    public static MeasuredTree<TItem, TMeasure>? Replace(
        MeasuredTree<TItem, TMeasure>? tree, int first, int end, ReadOnlySpan<TItem> items)
    {
        var (head, rest) = Split(tree, first);
        var (_, tail) = Split(rest, end - first);
        return Concatenate(Concatenate(head, Build(items)), tail);
    }

    /// <summary>The items from an index on, each with the lengths before it.</summary>
    public static IEnumerable<(TItem Item, TMeasure Before)> From(MeasuredTree<TItem, TMeasure>? tree, int index = 0)
    {
        var open = new Stack<(MeasuredTree<TItem, TMeasure> Node, TMeasure Before)>();
        var before = default(TMeasure);
        for (var node = tree; node is not null;)
        {
            var leftCount = CountOf(node._left);
            if (index <= leftCount)
                open.Push((node, before));
            if (index < leftCount)
            {
                node = node._left;
                continue;
            }

            if (index == leftCount)
                break;
            before += TotalOf(node._left) + node._item.Measure;
            index -= leftCount + 1;
            node = node._right;
        }

        while (open.TryPop(out var next))
        {
            var here = next.Before + TotalOf(next.Node._left);
            yield return (next.Node._item, here);
            here += next.Node._item.Measure;
            for (var node = next.Node._right; node is not null; node = node._left)
                open.Push((node, here));
        }
    }

    private static (MeasuredTree<TItem, TMeasure>? Left, MeasuredTree<TItem, TMeasure>? Right) Split(
        MeasuredTree<TItem, TMeasure>? tree, int count)
    {
        if (tree is null)
            return (null, null);
        var leftCount = CountOf(tree._left);
        if (count <= leftCount)
        {
            var (head, rest) = Split(tree._left, count);
            return (head, Join(rest, tree._item, tree._right));
        }

        var (more, tail) = Split(tree._right, count - leftCount - 1);
        return (Join(tree._left, tree._item, more), tail);
    }

    private static MeasuredTree<TItem, TMeasure>? Concatenate(
        MeasuredTree<TItem, TMeasure>? first, MeasuredTree<TItem, TMeasure>? second)
    {
        if (first is null || second is null)
            return first ?? second;
        var (middle, _) = At(second, 0);
        return Join(first, middle, Split(second, 1).Right);
    }

    // The item between two trees of any heights: goes down the higher one until they differ by one at most.
    private static MeasuredTree<TItem, TMeasure> Join(
        MeasuredTree<TItem, TMeasure>? left, TItem item, MeasuredTree<TItem, TMeasure>? right)
    {
        if (HeightOf(left) > HeightOf(right) + 1)
            return Balance(left!._left, left._item, Join(left._right, item, right));
        if (HeightOf(right) > HeightOf(left) + 1)
            return Balance(Join(left, item, right!._left), right._item, right._right);
        return new MeasuredTree<TItem, TMeasure>(left, item, right);
    }

    private static MeasuredTree<TItem, TMeasure> Balance(
        MeasuredTree<TItem, TMeasure>? left, TItem item, MeasuredTree<TItem, TMeasure>? right)
    {
        if (HeightOf(left) > HeightOf(right) + 1)
        {
            return HeightOf(left!._left) >= HeightOf(left._right)
                ? new(left._left, left._item, new(left._right, item, right))
                : new(new(left._left, left._item, left._right!._left), left._right._item, new(left._right._right, item, right));
        }

        if (HeightOf(right) > HeightOf(left) + 1)
        {
            return HeightOf(right!._right) >= HeightOf(right._left)
                ? new(new(left, item, right._left), right._item, right._right)
                : new(new(left, item, right._left!._left), right._left._item, new(right._left._right, right._item, right._right));
        }

        return new MeasuredTree<TItem, TMeasure>(left, item, right);
    }

    private static int HeightOf(MeasuredTree<TItem, TMeasure>? tree) => tree?._height ?? 0;
}
