namespace MarsDisk.Simulated.Laws;

/// <summary>
/// Takes the first law that is broken. Checks run inside disk calls, where product code would catch an exception, so the
/// world asks after each turn.
/// </summary>
internal sealed class LawBook
{
    /// <summary>What was broken first; null while every law holds.</summary>
    public string? Violation { get; private set; }

    /// <summary>Notes a violation; only the first counts, because others follow from it.</summary>
    public void Break(string sentence) => Violation ??= sentence;

    /// <summary>Notes a violation unless the condition holds.</summary>
    public void Require(bool condition, Func<string> sentence)
    {
        if (!condition)
            Break(sentence());
    }
}
