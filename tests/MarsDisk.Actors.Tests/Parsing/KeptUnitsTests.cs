using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Parsing;

namespace MarsDisk.Actors.Tests.Parsing;

public sealed class KeptUnitsTests
{
    [Fact]
    public void Many_rows_take_several_events_and_come_back_with_their_bits()
    {
        double[][] rows = [.. Enumerable.Range(0, 9000).Select(row => new[] { row, 1.0 / (row + 1), double.Epsilon * row })];
        using var batch = RowBatch.Of("q", 12, default, rows);

        var parts = KeptUnits.Split(12, rows.Length, batch);
        using var read = (RowBatch)KeptUnits.Join(parts);

        Assert.True(parts.Count > 1);
        Assert.Equal(("q", 12L, 9000, 3), (read.Owner, read.FirstOrdinal, read.RowCount, read.ColumnCount));
        for (var column = 0; column < 3; column++)
            Assert.Equal(batch.Column(column).ToArray(), read.Column(column).ToArray());
    }

    [Fact]
    [Trait("Item", "120")]
    public void Of_a_batch_that_is_known_in_part_only_the_rest_is_left()
    {
        using var batch = RowBatch.Of("a", 5, default, [1, 10], [2, 20], [3, 30]);

        using var rest = KeptUnits.Behind(batch, 2);

        Assert.Equal((7L, 1), (rest.FirstOrdinal, rest.RowCount));
        Assert.Equal([30.0], rest.Column(1).ToArray());
    }
}
