using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;

namespace MarsDisk.Journal.Tests;

public class EventCodecTests
{
    public static TheoryData<int> Places => [.. Enumerable.Range(0, Examples.OneOfEach.Count)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Writes_the_golden_bytes_of_each_event(int place)
    {
        var (manifest, golden) = Golden(place);
        var runEvent = Examples.OneOfEach[place];

        var record = RecordFormat.Encode(place + 1, RunEventCodec.ManifestOf(runEvent), RunEventCodec.Encode(runEvent));

        Assert.Equal(manifest, RunEventCodec.ManifestOf(runEvent));
        Assert.Equal(Convert.ToHexStringLower(golden), Convert.ToHexStringLower(record));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Reads_the_golden_bytes_of_each_event(int place)
    {
        var (manifest, golden) = Golden(place);

        var runEvent = RunEventCodec.Decode(manifest, golden.AsSpan(17 + manifest.Length));

        Assert.Equal(Examples.OneOfEach[place], runEvent);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Refuses_a_payload_of_any_other_length(int place)
    {
        var manifest = RunEventCodec.ManifestOf(Examples.OneOfEach[place]);
        var payload = RunEventCodec.Encode(Examples.OneOfEach[place]);

        for (var length = 0; length < payload.Length; length++)
            Assert.Throws<JournalCorruptException>(() => RunEventCodec.Decode(manifest, payload.AsSpan(0, length)));
        Assert.Throws<JournalCorruptException>(() => RunEventCodec.Decode(manifest, [.. payload, 0]));
    }

    [Fact]
    public void Never_skips_an_unknown_manifest()
    {
        var error = Assert.Throws<JournalCorruptException>(() => RunEventCodec.Decode("chunk:2", []));

        Assert.Contains("chunk:2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_chunk_of_all_six_tables_below_one_kilobyte()
    {
        string[] tables = ["run", "psd_hist", "diagnostics", "mass_budget", "step_diagnostics", "energy"];
        var chunk = Examples.Chunk(0, 10) with
        {
            Tables = [.. tables.Select(table =>
                new TableFile($"series/{table}_chunk_000000000_000000009.parquet", 1, 1, Examples.Plan))],
        };

        Assert.InRange(RunEventCodec.Encode(chunk).Length, 600, RunEventCodec.PayloadBytesMax);
    }

    [Fact]
    public void Clips_the_reason_of_a_failure_so_that_the_event_stays_small()
    {
        var failed = new RunFailed(new string('ä', 5000), 1, 2, 3);

        var read = RunEventCodec.Decode("failed:1", RunEventCodec.Encode(failed));

        Assert.Equal(new RunFailed(new string('ä', 250), 1, 2, 3), read);
    }

    [Fact]
    public void Refuses_an_event_that_is_too_long()
    {
        var stop = new StopAccepted(1, new string('x', RunEventCodec.PayloadBytesMax));

        Assert.Throws<ArgumentException>(() => RunEventCodec.Encode(stop));
    }

    [Theory]
    [InlineData("series/run_chunk_000000000_000009999.parquet", "run")]
    [InlineData("series/psd_hist_chunk_000000000_000009999.parquet", "psd_hist")]
    [InlineData("series/mass_budget.parquet", "mass_budget")]
    public void Knows_the_table_of_a_file(string name, string table) =>
        Assert.Equal(table, new TableFile(name, 0, 0, default).Table);

    private static (string Manifest, byte[] Record) Golden(int place)
    {
        var words = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "records.txt")).ElementAt(place).Split(' ');
        return (words[0], Convert.FromHexString(words[1]));
    }
}
