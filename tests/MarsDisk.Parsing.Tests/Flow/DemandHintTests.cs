namespace MarsDisk.Parsing.Tests.Flow;

public sealed class DemandHintTests
{
    [Fact]
    [Trait("Item", "33")]
    public void Merging_is_associative_commutative_and_idempotent_and_a_pause_absorbs()
    {
        var random = new Random(33);
        for (var round = 0; round < 10_000; round++)
        {
            var (a, b, c) = (Hint(random), Hint(random), Hint(random));

            Assert.Equal(a.MergeWith(b).MergeWith(c), a.MergeWith(b.MergeWith(c)));
            Assert.Equal(a.MergeWith(b), b.MergeWith(a));
            Assert.Equal(a, a.MergeWith(a));
            Assert.Equal(a.Action == DemandAction.Pause || b.Action == DemandAction.Pause, a.MergeWith(b).Action == DemandAction.Pause);
            Assert.True(a.MergeWith(b).IsLawful());
        }
    }

    private static DemandHint Hint(Random random)
    {
        TimeSpan? later = random.Next(2) == 0 ? TimeSpan.FromMilliseconds(random.Next(5)) : null;
        if (random.Next(3) == 0)
            return DemandHint.Pause((DemandReason)random.Next(1, 6), later);
        var minBytes = random.Next(1, 5);
        var reason = (DemandReason)random.Next(1, 5);
        int? preferred = random.Next(2) == 0 ? minBytes + random.Next(5) : null;
        return DemandHint.Continue(minBytes, preferred, (FrameBoundary)random.Next(5)) with
        {
            Reason = reason,
            RetryAfter = reason == DemandReason.Throttled ? later : null,
        };
    }
}
