using System.Collections.Immutable;

namespace MarsDisk.Parsing.Tests.Diagnostics;

public sealed class RecoveryMergingTests
{
    [Fact]
    [Trait("Item", "71")]
    public void Equal_recoveries_on_adjacent_lines_become_one_with_a_count()
    {
        Diagnostic[] all =
            [Recovered("a", 1), Recovered("a", 2), Recovered("a", 3), Recovered("a", 5), Recovered("b", 6)];

        var shown = RecoveryMerging.Merge(all);

        Assert.Equal([("a", 1L), ("a", 5L), ("b", 6L)], shown.Select(one => (one.Code, one.At.StartLine)));
        Assert.Equal("3 of these, up to line 3", Assert.Single(shown[0].Notes).Text);
        Assert.Equal(3, shown[0].FixIts.Count);
        Assert.Same(all[3], shown[1]);
    }

    [Fact]
    [Trait("Item", "71")]
    public void Errors_without_recovery_stay_apart()
    {
        var plain = Recovered("a", 1) with { Extensions = [] };

        Assert.Equal(2, RecoveryMerging.Merge([plain, plain]).Count);
    }

    private static Diagnostic Recovered(string code, int line)
    {
        var at = new SourceSpan(line * 10, line * 10 + 1, line, 1, line, 2);
        return new(code, Severity.Error, "message", at)
        {
            FixIts = [new FixIt.Delete(at)],
            Extensions = ImmutableDictionary<string, object?>.Empty.Add(RecoveryMerging.ExtensionKey, "skip"),
        };
    }
}
