using System.Globalization;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Container;

namespace MarsDisk.Benchmarks.Suites.Snapshots;

/// <summary>What each codec makes of what the program saves: bytes and processor time of one thread, hash included.</summary>
internal static class SnapshotCodecs
{
    private const double Mebibyte = 1 << 20;
    private const int SliceBytes = 64 << 20;

    /// <summary>Measures every codec with and without the filter.</summary>
    public static void Run(Bench bench)
    {
        foreach (var (name, body) in new[] { ("state of a run", SnapshotBodies.State(bench)), ("history in memory", SnapshotBodies.History(bench)), ("table file", SnapshotBodies.Table(bench)) })
            Measure(bench, name, body);
    }

    private static void Measure(Bench bench, string name, byte[] body)
    {
        bench.Session.Say(string.Create(CultureInfo.InvariantCulture, $"\nCompression of a {name}, {body.Length} bytes; MiB of body per second of processor time.\n"));
        bench.Session.Say("| Codec | Filter | Stored / body | Pack | Unpack |");
        bench.Session.Say("|---|---|---|---|---|");
        var codecs = Enum.GetValues<SnapshotCodec>().SelectMany(codec => Enum.GetValues<SnapshotFilter>(), (codec, filter) => (codec, filter))
            .Where(pair => pair.codec != SnapshotCodec.None || pair.filter == SnapshotFilter.None)
            .Select(pair => HeaderOf(pair.codec, pair.filter)).Where(IsThere).ToList();
        var packed = codecs.ConvertAll(header => Pack(header, body));
        var times = Math.Clamp(SliceBytes / body.Length / (bench.Session.IsQuick ? 4 : 1), 1, 2000);
        var variants = codecs.SelectMany((header, index) => new[]
        {
            new Variant("pack", () => Bench.Time(() => Repeat(times, () => Pack(header, body)))),
            new Variant("unpack", () => Bench.Time(() => Repeat(times, () => Unpack(packed[index])))),
        }).ToList();
        var series = Rounds.Run(bench.Session.IsQuick ? 3 : 5, variants);
        for (var i = 0; i < codecs.Count; i++)
        {
            var ratio = packed[i].Length / (double)body.Length;
            var (pack, unpack) = (Rate(series[2 * i]), Rate(series[(2 * i) + 1]));
            bench.Session.Say(string.Create(
                CultureInfo.InvariantCulture, $"| {codecs[i].Codec} | {codecs[i].Filter} | {ratio:0.000} | {pack.Median:0} | {unpack.Median:0} |"));
            Add(bench, $"{name}, {codecs[i].Codec}, {codecs[i].Filter}, pack", pack, ratio);
            Add(bench, $"{name}, {codecs[i].Codec}, {codecs[i].Filter}, unpack", unpack, ratio);
        }

        Spread Rate(Series measured) => Spread.Of(measured.Cpu.Select(seconds => times * body.Length / Mebibyte / seconds));
    }

    private static void Add(Bench bench, string variant, Spread rate, double ratio) => bench.Session.Add(new Measurement
    {
        Suite = SnapshotSuite.Name,
        Variant = variant,
        Values = rate,
        Unit = "MiB/s",
        Share = ratio,
        Parameters = "share: stored / body",
    });

    private static ContainerHeader HeaderOf(SnapshotCodec codec, SnapshotFilter filter) => new()
    {
        ContentType = "application/octet-stream",
        PayloadType = "bench",
        PayloadVersion = 1,
        Codec = codec,
        Filter = filter,
        FrameBytes = 1 << 20,
        Scope = "bench",
        Name = "bench",
        SchemaTag = "",
        Generation = 0,
        Sequence = 1,
        Ticks = 0,
        Marker = "",
    };

    private static bool IsThere(ContainerHeader header)
    {
        try
        {
            using var container = new ContainerWriteStream(Stream.Null, header);
            return true;
        }
        catch (ContainerException)
        {
            return false;                              // this system does not have the library
        }
    }

    private static byte[] Pack(ContainerHeader header, byte[] body)
    {
        using var packed = new MemoryStream(body.Length + 4096);
        using (var container = new ContainerWriteStream(packed, header))
        {
            container.Write(body);
            container.Finish();
        }
        return packed.ToArray();
    }

    private static void Unpack(byte[] packed)
    {
        using var container = new ContainerReadStream(new MemoryStream(packed, writable: false));
        container.ReadToEnd();
    }

    private static void Repeat(int times, Action work)
    {
        for (var i = 0; i < times; i++)
            work();
    }
}
