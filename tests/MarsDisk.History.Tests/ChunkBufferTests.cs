using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Parquet;

namespace MarsDisk.History.Tests;

public sealed class ChunkBufferTests
{
    private static readonly HistorySchemas Schemas = new(new HistoryOptions { Bins = 3, Steps = 100 });

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(1_024)]
    [InlineData(4_096)]
    [InlineData(8_192)]
    [InlineData(10_000)]
    public void Columns_are_an_odd_number_of_cache_lines_apart(int capacity)
    {
        foreach (var cellBytes in new[] { 1, 8 })
        {
            var distance = NativeBlock.ColumnBytes(capacity, cellBytes);

            Assert.True(distance >= (long)capacity * cellBytes);
            Assert.Equal(0, distance % 64);
            Assert.Equal(1, distance / 64 % 2);
        }
    }

    [Fact]
    public void Facts_keep_what_was_written_and_do_not_overlap()
    {
        using var buffer = new ChunkBuffer(Schemas, 20);
        buffer.Rent(0);

        foreach (var fact in Schemas.Facts.Where(fact => !fact.IsConstant))
            Fill(buffer.Facts, fact, (int)fact.Fact);

        foreach (var fact in Schemas.Facts.Where(fact => !fact.IsConstant))
            AssertFilled(buffer.Facts, fact, (int)fact.Fact);
    }

    [Fact]
    public void What_no_table_shows_is_accepted_and_disturbs_nothing()
    {
        using var buffer = new ChunkBuffer(Schemas, 4);
        buffer.Rent(0);
        buffer.Facts.Set(StepFact.Time, 0, 1.5);

        buffer.Facts.Set(StepFact.ERelStep, 3, 7.0);
        buffer.Facts.SetConstant(StepFact.Dt, 2.0);

        Assert.False(Schemas.Shows(StepFact.ERelStep));
        Assert.Equal(1.5, buffer.Facts.Doubles(StepFact.Time)[0]);
        Assert.Equal(2.0, buffer.Facts.Constant(StepFact.Dt));
    }

    [Fact]
    public void Constants_are_missing_until_they_are_set_and_survive_renting()
    {
        using var buffer = new ChunkBuffer(Schemas, 4);

        Assert.True(Missing.Is(buffer.Facts.Constant(StepFact.MuOrbit10Pct)));
        Assert.Null(buffer.Facts.ConstantWord(StepFact.RSource));

        buffer.Facts.SetConstant(StepFact.MuOrbit10Pct, 0.25);
        buffer.Facts.SetConstant(StepFact.RSource, "disk.geometry");
        buffer.Rent(8);

        Assert.Equal(0.25, buffer.Facts.Constant(StepFact.MuOrbit10Pct));
        Assert.Equal("disk.geometry", buffer.Facts.ConstantWord(StepFact.RSource));
    }

    [Fact]
    public void A_fact_that_changes_is_no_constant()
    {
        using var buffer = new ChunkBuffer(Schemas, 4);

        Assert.Throws<ArgumentException>(() => buffer.Facts.SetConstant(StepFact.Tau, 1.0));
    }

    [Fact]
    public void Renting_empties_the_buffer_and_counts_generations()
    {
        using var buffer = new ChunkBuffer(Schemas, 2);
        buffer.Rent(0);
        buffer.Psd!.Append(1.0, 2.0);
        buffer.Advance();
        buffer.Advance();

        Assert.Throws<InvalidOperationException>(buffer.Advance);

        buffer.Rent(2);

        Assert.Equal((2L, 0, 2, 0), (buffer.FirstStep, buffer.Rows, buffer.Generation, buffer.Psd.Rows));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    [InlineData(7, false)]
    public void The_bytes_are_known_before_the_buffer_is_allocated(int psdStride, bool sizesCanMove)
    {
        var schemas = new HistorySchemas(new HistoryOptions { Bins = 40, Steps = 100, PsdStride = psdStride, SizesCanMove = sizesCanMove });

        using var buffer = new ChunkBuffer(schemas, 33);

        Assert.Equal(buffer.Bytes, ChunkBuffer.BytesFor(schemas, 33));
    }

    private static void Fill(FactColumns facts, FactDefinition fact, int mark)
    {
        if (fact.Kind == ColumnKind.Double)
            facts.Doubles(fact.Fact).Fill(mark);
        else if (fact.Kind == ColumnKind.Integer)
            facts.Integers(fact.Fact).Fill(mark);
        else
            facts.Flags(fact.Fact).Fill((byte)mark);
    }

    private static void AssertFilled(FactColumns facts, FactDefinition fact, int mark)
    {
        if (fact.Kind == ColumnKind.Double)
            Assert.Equal(20, facts.Doubles(fact.Fact).Count((double)mark));
        else if (fact.Kind == ColumnKind.Integer)
            Assert.Equal(20, facts.Integers(fact.Fact).Count((long)mark));
        else
            Assert.Equal(20, facts.Flags(fact.Fact).Count((byte)mark));
    }
}
