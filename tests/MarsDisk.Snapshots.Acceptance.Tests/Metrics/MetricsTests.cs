using System.Globalization;
using System.Text.RegularExpressions;
using MarsDisk.Snapshots.Acceptance.Tests.Memory;

namespace MarsDisk.Snapshots.Acceptance.Tests.Metrics;

/// <summary>What an operator sees. The instruments are those of the process, so nothing runs beside.</summary>
[Collection(MemoryTests.Name)]
public sealed partial class MetricsTests
{
    private const int Inline = 504;
    private const int Offloaded = 200_000;
    private const int Window = 100;

    private static readonly string[] AllowedTags =
        ["provider", "state_store", "kind", "codec", "status", "stage", "host", "payload_type", "attempt", "concurrent", "gen", "op"];

    // What every save records, wherever it goes.
    private static readonly string[] OfEverySave =
    [
        "projection_snapshot_wait_ms", "projection_snapshot_build_ms", "projection_snapshot_commit_ms", "projection_snapshot_tempfile_bytes",
        "projection_snapshot_body_bytes", "projection_snapshot_stored_bytes", "projection_persist_peak_managed_memory_bytes",
        "projection_persist_gc_before_bytes", "projection_persist_gc_after_bytes", "projection_snapshot_outcomes",
    ];

    [Fact]
    [Trait("Snapshot", "138")]
    public async Task One_inline_and_three_offloaded_commits_are_a_ratio_of_three_quarters()
    {
        using var rig = new MetricsRig();
        using var recorder = new Recorder();
        for (var sequence = 1; sequence <= Window; sequence++)
            await rig.PersistAsync("ratio", sequence, sequence % 4 == 0 ? Inline : Offloaded);

        Assert.Equal(0.75, recorder.Ask("projection_snapshot_offload_ratio"));
        Assert.Equal(0, recorder.Ask("projection_snapshot_tempfile_in_use_bytes"));
        Assert.InRange(recorder.Ask("projection_snapshot_age_seconds"), 0, 600);
    }

    [Theory]
    [InlineData(Inline)]
    [InlineData(Offloaded)]
    [Trait("Snapshot", "139")]
    public async Task A_save_records_one_value_of_each_instrument_that_applies_and_a_restore_too(int bytes)
    {
        using var rig = new MetricsRig();
        using var recorder = new Recorder();

        await rig.PersistAsync("once", 1, bytes);
        var ofSave = recorder.Values.ToList();
        await rig.RestoreAsync("once");
        var ofRestore = recorder.Values.Skip(ofSave.Count).ToList();

        var expected = bytes == Inline ? OfEverySave : [.. OfEverySave, "projection_snapshot_upload_ms"];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            ofSave.Select(value => value.Instrument).Where(name => name != "projection_persist_gc_collections").Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.Equal(["projection_snapshot_outcomes", "projection_snapshot_restore_ms"], ofRestore.Select(value => value.Instrument).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(ofSave.Concat(ofRestore).SelectMany(value => value.Tags), tag => Assert.Contains(tag.Key, AllowedTags, StringComparer.Ordinal));
        Assert.Equal(bytes, ofSave.Single(value => value.Instrument == "projection_snapshot_body_bytes").Value);
        Assert.Equal(
            ["persist", "restore"], ofSave.Concat(ofRestore).Where(value => value.Instrument == "projection_snapshot_outcomes")
                .Select(value => value.Tags.Single(tag => tag.Key == "op").Value));
    }

    [Fact]
    [Trait("Snapshot", "140")]
    public async Task Ten_thousand_series_add_no_set_of_tags()
    {
        using var rig = new MetricsRig();
        using var recorder = new Recorder();
        await rig.PersistAsync("first", 1, Inline);
        await rig.PersistAsync("first", 2, Offloaded);
        var few = TagSets(recorder);

        for (var series = 0; series < 10_000; series++)
            await rig.PersistAsync(series.ToString(CultureInfo.InvariantCulture), 1, series % 1000 == 0 ? Offloaded : Inline);

        Assert.Equal(few, TagSets(recorder), StringComparer.Ordinal);
    }

    [Fact]
    public void Every_instrument_is_documented_and_no_other()
    {
        using var recorder = new Recorder();
        using (new MetricsRig())
        {
            // The instruments exist once their class was used.
        }
        var page = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs", "operating", "snapshots.md"));
        var documented = InstrumentRow().Matches(page).Select(row => row.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(recorder.Instruments.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    // How many collections there are depends on the weather; their tag is one of three.
    private static IReadOnlyList<string> TagSets(Recorder recorder) =>
        [.. recorder.Values.Where(value => value.Instrument != "projection_persist_gc_collections").Select(value => value.TagSet).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^\| `(?<name>projection_[a-z_]+)` \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InstrumentRow();
}
