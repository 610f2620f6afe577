using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Storage.Tests.Publishing;

public class ChunkSourceTests
{
    private static readonly HistorySchemas Schemas = new(new HistoryOptions { Bins = 3, Steps = 100, DiagnosticsStride = 50 });

    [Fact]
    public void Names_one_file_for_each_table_that_has_rows()
    {
        using var buffer = Buffer(firstStep: 10, steps: 4);
        using var encoder = new ChunkEncoder(Schemas, "r", "plan");
        var expected = Schemas.Tables.Where(table => encoder.Rows(table, buffer) > 0).ToList();

        var chunk = Of(buffer, encoder, isWholeRun: false);

        Assert.Equal(new StepRange(10, 14), chunk.Steps);
        Assert.Contains(Schemas.Run, expected);
        Assert.DoesNotContain(Schemas.Diagnostics, expected);
        Assert.Equal(
            expected.Select(table => (table.Name + "_chunk_000000010_000000013.parquet", encoder.Rows(table, buffer))),
            chunk.Tables.Select(table => (table.FileName, table.Rows)));
    }

    [Fact]
    public void Names_no_steps_when_streaming_is_off_and_gives_equal_bytes_when_repeated()
    {
        using var run = new TestRun();
        using var lease = run.Begin();
        using var buffer = Buffer(firstStep: 0, steps: 4);
        using var encoder = new ChunkEncoder(Schemas, "r", "plan");
        var publisher = new ChunkPublisher(run.Files, lease);

        var first = publisher.Publish(Of(buffer, encoder, isWholeRun: true)).Chunk!;
        var second = publisher.Publish(Of(buffer, encoder, isWholeRun: true)).Chunk!;

        Assert.Contains(first.Tables, table => table.Name == "series/run.parquet" && table.Rows == 4);
        Assert.Equal(first, second);
    }

    private static ChunkSource Of(ChunkBuffer buffer, ChunkEncoder encoder, bool isWholeRun) =>
        ChunkSource.Of(buffer, encoder, isWholeRun, new TimeRange(0, 1), TestRun.Text("state"), 0, "StepLimit");

    private static ChunkBuffer Buffer(long firstStep, int steps)
    {
        var buffer = new ChunkBuffer(Schemas, steps);
        buffer.Rent(firstStep);
        for (var step = 0; step < steps; step++)
            buffer.Advance();
        return buffer;
    }
}
