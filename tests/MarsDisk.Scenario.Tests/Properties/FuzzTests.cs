using System.Diagnostics;
using System.Globalization;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Properties;

/// <summary>
/// Sources that nobody would write. A fixed number of rounds; with MARSDISK_FUZZ_SECONDS as long as that, from a new seed
/// that is part of every message.
/// </summary>
public sealed class FuzzTests
{
    private const int Rounds = 1500;

    private static readonly byte[][] Pieces = [.. new[]
    {
        "}", "{", "\n", "\r", "\r\n", "\\", "\\\n", "\"", "#", " ", "\t", "=", "==", "~=", "+-", ",", ":", "(", ")", "[", "]", "[[[[", "1", "0.5", "1e999",
        "-", ".", "P", "P1M", "PT1S", "yr", "K", "kg/m^2/s", "^", "/", "scenario \"x\" version 1\n", "end\n", "set ", "config {\n", "run \"a\" {\n",
        "drive (time: day, k: K) {\n", "table t (x: K, y: 1) {\n", "sweep \"s\" {\n", "vary a in [1, 2]\n", "at ", "at end ", "every ", "expect ",
        "until", "pause", "resume", "fault crash \"w\"", "{index}", "\\u{41}", "\\q", "µ", "μm", "é", "質", "🪐", "\u202e", "\0", "\u0007", "\u007f",
    }.Select(Encoding.UTF8.GetBytes), [0xC3], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0x80], [0xE2, 0x80]];

    [Fact]
    public void No_source_stops_the_parser_or_reads_differently_in_pieces()
    {
        var limit = Environment.GetEnvironmentVariable("MARSDISK_FUZZ_SECONDS") is { } text
            ? TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture))
            : (TimeSpan?)null;
        var first = limit is null ? 1 : Environment.TickCount & 0xFFFFFF;
        var clock = Stopwatch.StartNew();
        for (var round = 0; limit is null ? round < Rounds : clock.Elapsed < limit; round++)
            Try(first + round);
    }

    private static void Try(int seed)
    {
        var random = new Random(seed);
        var source = Source(random, seed);
        var config = random.Next(2) == 0 ? new RunConfig() : Scenarios.Collecting;

        var whole = Streams.Parse(source, config);
        var pieces = Streams.Parse(source, Streams.RandomCuts(random, source.Length), config);

        Assert.True(whole == pieces, $"seed {seed}\n{whole}\n---\n{pieces}");
        Assert.True(!whole.Contains("scn.internal", StringComparison.Ordinal), $"seed {seed}\n{whole}");
        var formatted = ScenarioFormatter.Format(source);
        Assert.True(formatted.HasErrors || formatted.Text.AsSpan().SequenceEqual(ScenarioFormatter.Format(formatted.Text).Text), $"seed {seed}");
    }

    private static byte[] Source(Random random, int seed)
    {
        List<byte> source = random.Next(8) == 0 ? [] : [.. Encoding.UTF8.GetBytes(new ScenarioGenerator(seed).Next(random.Next(6)))];
        for (var edits = random.Next(6); edits > 0; edits--)
        {
            var at = random.Next(source.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    source.RemoveRange(at, Math.Min(random.Next(1, 12), source.Count - at));
                    break;
                case 1 when source.Count > 0:
                    source[random.Next(source.Count)] = (byte)random.Next(256);
                    break;
                default:
                    for (var pieces = random.Next(1, 4); pieces > 0; pieces--)
                        source.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return [.. source];
    }
}
