using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Parquet;

namespace MarsDisk.History.Tests;

/// <summary>Steps whose numbers follow from step and fact alone, so that any cell of any table can be predicted.</summary>
internal sealed class SampleRun : IDisposable
{
    private readonly ChunkEncoder _encoder;

    public SampleRun(HistoryOptions options)
    {
        Schemas = new HistorySchemas(options);
        _encoder = new ChunkEncoder(Schemas, "sample", "c0ffee");
    }

    public HistorySchemas Schemas { get; }

    public ChunkEncoder Encoder => _encoder;

    /// <summary>A number with full mantissa; now and then missing, a NaN, or an infinity.</summary>
    public static double Number(StepFact fact, long step) => (((int)fact + step) % 13) switch
    {
        3 => Missing.Double,
        5 when step % 2 == 0 => double.NaN,
        7 when step % 3 == 0 => double.NegativeInfinity,
        _ => Math.Sqrt((int)fact + 1.0) * (step + 1) / 3 - 5,
    };

    public static byte Flag(StepFact fact, long step) => ((int)fact + step) % 7 == 3 ? Missing.Boolean : (byte)((step + (int)fact) % 2);

    public static byte Word(FactDefinition fact, long step) =>
        ((int)fact.Fact + step) % 11 == 4 ? Missing.Text : (byte)((step + (int)fact.Fact) % fact.Words.Count);

    public static double BinNumber(int column, long step, int bin) => Math.Sqrt(column + bin + 2.0) * (step + 1);

    /// <summary>A buffer with the steps [first, end).</summary>
    public ChunkBuffer Buffer(long first, long end)
    {
        var buffer = new ChunkBuffer(Schemas, (int)(end - first));
        Fill(buffer, first, end);

        return buffer;
    }

    public void Fill(ChunkBuffer buffer, long first, long end)
    {
        buffer.Rent(first);
        foreach (var fact in Schemas.Facts.Where(fact => fact.IsConstant))
            SetConstant(buffer.Facts, fact);
        for (var step = first; step < end; step++)
        {
            foreach (var fact in Schemas.Facts.Where(fact => !fact.IsConstant))
                Record(buffer.Facts, fact, buffer.Rows, step);
            if (buffer.Psd is { } psd && psd.Keeps(step))
                Record(psd, step);
            buffer.Advance();
        }
    }

    /// <summary>The file of a table with the steps [first, end).</summary>
    public byte[] File(TableSchema table, long first, long end)
    {
        using var buffer = Buffer(first, end);

        return File(table, buffer);
    }

    public byte[] File(TableSchema table, ChunkBuffer buffer)
    {
        using var file = new MemoryStream();
        _encoder.Write(table, buffer, file);

        return file.ToArray();
    }

    /// <summary>Writes the chunks of a table into a run directory and returns their paths.</summary>
    public IReadOnlyList<string> Publish(TableSchema table, string directory, params ReadOnlySpan<long> borders)
    {
        var series = Directory.CreateDirectory(Path.Combine(directory, ChunkNames.Folder)).FullName;
        var paths = new List<string>();
        for (var i = 1; i < borders.Length; i++)
        {
            paths.Add(Path.Combine(series, ChunkNames.Chunk(table.Name, borders[i - 1], borders[i])));
            System.IO.File.WriteAllBytes(paths[^1], File(table, borders[i - 1], borders[i]));
        }

        return paths;
    }

    public void Dispose() => _encoder.Dispose();

    private static void SetConstant(FactColumns facts, FactDefinition fact)
    {
        if (fact.Kind == ColumnKind.Text)
            facts.SetConstant(fact.Fact, fact.Words[^1]);
        else if (fact.Fact != StepFact.MuOrbit10Pct)
            facts.SetConstant(fact.Fact, (int)fact.Fact / 7.0);
    }

    private static void Record(FactColumns facts, FactDefinition fact, int row, long step)
    {
        if (fact.Kind == ColumnKind.Double)
            facts.Set(fact.Fact, row, Number(fact.Fact, step));
        else if (fact.Kind == ColumnKind.Integer)
            facts.Set(fact.Fact, row, step * 3);
        else if (fact.Kind == ColumnKind.Boolean)
            facts.Flags(fact.Fact)[row] = Flag(fact.Fact, step);
        else
            facts.SetWord(fact.Fact, row, Word(fact, step));
    }

    private void Record(PsdColumns psd, long step)
    {
        var row = psd.Append(step + 1, step / 3.0);
        for (var bin = 0; bin < psd.Bins; bin++)
        {
            psd.Numbers(row)[bin] = BinNumber(0, step, bin);
            psd.BinDensities(row)[bin] = BinNumber(1, step, bin);
            psd.MassFractions(row)[bin] = BinNumber(2, step, bin);
            psd.Centers(row)[bin] = BinNumber(3, Schemas.Options.SizesCanMove ? step : 0, bin);
        }
    }
}
