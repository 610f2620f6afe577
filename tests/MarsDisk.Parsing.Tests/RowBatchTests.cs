namespace MarsDisk.Parsing.Tests;

public sealed class RowBatchTests
{
    [Fact]
    public void Gives_columns_until_its_last_owner_has_disposed_it()
    {
        var batch = RowBatch.Of("table", 7, default, [1, 10], [2, 20]);

        batch.Retain();
        batch.Dispose();
        Assert.Equal([10, 20], batch.Column(1).ToArray());

        batch.Dispose();
        Assert.Throws<ObjectDisposedException>(() => batch.Column(1).Length);
    }
}
