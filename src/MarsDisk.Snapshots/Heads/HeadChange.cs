namespace MarsDisk.Snapshots.Heads;

/// <summary>What a rule made of a document.</summary>
/// <typeparam name="T">What the operation gives.</typeparam>
/// <param name="Outcome">What the caller gets once the document is stored.</param>
/// <param name="Next">The new document; null: nothing to store.</param>
internal readonly record struct HeadChange<T>(SnapshotOutcome<T> Outcome, HeadDocument? Next)
{
    /// <summary>Items that must be there before the document is stored.</summary>
    public IReadOnlyList<HeadItem> Needed { get; init; } = [];

    /// <summary>Names of items that nothing refers to once the document is stored.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    public static HeadChange<T> Nothing(T value) => new(SnapshotOutcome.Ok(value), null);

    public static HeadChange<T> Nothing(SnapshotOutcome<T> outcome) => new(outcome, null);

    public static HeadChange<T> To(HeadDocument next, T value) => new(SnapshotOutcome.Ok(value), next);
}

/// <summary>Bytes beside a document.</summary>
/// <param name="Name">Letters, digits and hyphens.</param>
/// <param name="Bytes">The bytes.</param>
internal readonly record struct HeadItem(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The item of an inline body.</summary>
    public static string OfBody(Guid writeId) => $"b-{writeId:N}";

    /// <summary>The item of a fence that has no place in the document any more.</summary>
    public static string OfFence(Guid writeId) => $"f-{writeId:N}";

    /// <summary>The item of a page of garbage.</summary>
    public static string OfPage(Guid id) => $"g-{id:N}";

    /// <summary>Whether a name is that of a body or a page; fences are kept for ever.</summary>
    public static bool IsBodyOrPage(string name) => WriteIdOf(name) is not null || name.StartsWith("g-", StringComparison.Ordinal);

    /// <summary>The write id of a body; null: the item is none.</summary>
    public static Guid? WriteIdOf(string name) =>
        name.StartsWith("b-", StringComparison.Ordinal) && Guid.TryParseExact(name.AsSpan(2), "N", out var id) ? id : null;
}
