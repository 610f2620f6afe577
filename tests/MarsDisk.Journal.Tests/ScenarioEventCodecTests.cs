using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;

namespace MarsDisk.Journal.Tests;

public class ScenarioEventCodecTests
{
    private static readonly IReadOnlyList<IScenarioEvent> OneOfEach =
    [
        new ScenarioAccepted("abc", "File { Path = /a.scenario }", 0xFEDCBA9876543210, true),
        new CheckpointSaved([.. "MDCK"u8, 1, 0]),
        new ScenarioFinished(IsAccepted: false, IsResumable: true, "parser.stream.error: gone", 0x0102030405060708, 0xF0E0D0C0B0A09080),
        new UnitKept(7, 2, 0, 3, [1, 2, 3]),
        new RunSettled("run-ä", 9, 7, 1234, "An expectation failed.", 2),
        new VerdictReached("run-ä", 8, 120, 40, 7, 3, "expect end mass.error_percent < 0.5", false, "0.75 at step 10"),
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, OneOfEach.Count)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Writes_and_reads_the_golden_bytes_of_each_event(int place)
    {
        var words = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "scenario-records.txt")).ElementAt(place).Split(' ');
        var scenarioEvent = OneOfEach[place];

        var record = RecordFormat.Encode(place + 1, ScenarioEventCodec.ManifestOf(scenarioEvent), ScenarioEventCodec.Encode(scenarioEvent));

        Assert.Equal(words[0], ScenarioEventCodec.ManifestOf(scenarioEvent));
        Assert.Equal(words[1], Convert.ToHexStringLower(record));
        Assert.Equal(scenarioEvent, ScenarioEventCodec.Decode(words[0], Convert.FromHexString(words[1]).AsSpan(17 + words[0].Length)));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Refuses_a_payload_of_any_other_length(int place)
    {
        var manifest = ScenarioEventCodec.ManifestOf(OneOfEach[place]);
        var payload = ScenarioEventCodec.Encode(OneOfEach[place]);

        for (var length = 0; length < payload.Length; length++)
            Assert.Throws<JournalCorruptException>(() => ScenarioEventCodec.Decode(manifest, payload.AsSpan(0, length)));
        Assert.Throws<JournalCorruptException>(() => ScenarioEventCodec.Decode(manifest, [.. payload, 0]));
    }

    [Fact]
    public void Never_skips_an_unknown_manifest() =>
        Assert.Throws<JournalCorruptException>(() => ScenarioEventCodec.Decode("scenario-unit:2", []));

    [Fact]
    public void A_checkpoint_above_eight_kilobytes_is_refused() =>
        Assert.Throws<ArgumentException>(() => ScenarioEventCodec.Encode(new CheckpointSaved([.. new byte[CheckpointSaved.BytesMax + 1]])));
}
