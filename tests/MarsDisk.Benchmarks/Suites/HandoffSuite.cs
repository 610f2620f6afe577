using System.Globalization;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>What it costs to hand a window of steps to another thread: by channel and by actor, small and large windows.</summary>
internal static class HandoffSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "handoff";

    private const int JudgedBatch = 64;
    private const int MessagesMax = 20_000;
    private const int RoundTrips = 5_000;

    private static readonly int[] Batches = [1, 16, 64, 256, 1024];

    /// <summary>Measures throughput and round trips.</summary>
    public static void Run(Bench bench)
    {
        var steps = bench.Session.IsQuick ? 64_000 : 512_000;
        using var channel = new ChannelCarrier();
        using var actor = new ActorCarrier();
        IReadOnlyList<(string Name, ICarrier Carrier)> carriers = [("channel", channel), ("actor", actor)];
        var cases = (from batch in Batches
                     from hasPayload in new[] { false, true }
                     from carrier in carriers
                     select new Case(carrier.Name, carrier.Carrier, batch, hasPayload, Math.Min(steps / batch, MessagesMax))).ToList();

        var series = Rounds.Run(bench.Session.Rounds, [.. cases.Select(one => new Variant(one.Title, () => Send(one)))]);
        var stepSeconds = SecondsOfAStep(bench);
        for (var i = 0; i < cases.Count; i++)
            Add(bench, cases[i], series[i], stepSeconds);

        var trips = Rounds.Run(
            bench.Session.Rounds,
            [.. carriers.Select(carrier => new Variant($"{carrier.Name}, round trip", () => RoundTrip(carrier.Carrier)))]);
        foreach (var trip in trips)
            bench.Session.Add(Row(trip, trip.Wall));
    }

    private static Sample Send(Case one)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var begun = TimeProvider.System.GetTimestamp();
        var cpu = CpuClock.ProcessSeconds();
        var sum = one.Carrier.Send(one.Messages, one.Batch, one.HasPayload);
        var used = CpuClock.ProcessSeconds() - cpu;
        var elapsed = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        one.BytesPerMessage = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / one.Messages;
        return new Sample(elapsed / one.Messages, used / one.Messages, Check: sum.ToString("R", CultureInfo.InvariantCulture));
    }

    private static Sample RoundTrip(ICarrier carrier)
    {
        var begun = TimeProvider.System.GetTimestamp();
        for (var trip = 0; trip < RoundTrips; trip++)
            carrier.Send(messages: 1, batch: 1, hasPayload: false);
        var elapsed = TimeProvider.System.GetElapsedTime(begun).TotalSeconds / RoundTrips;
        return new Sample(elapsed, elapsed);
    }

    // The share of a batch that its hand-off takes needs the time to compute it.
    private static double SecondsOfAStep(Bench bench)
    {
        using var chunk = new FilledChunk(bench.Base, 1000);
        return chunk.SecondsPerStep;
    }

    private static void Add(Bench bench, Case one, Series series, double stepSeconds)
    {
        bench.Session.Add(Row(series, series.Wall) with { Allocated = one.BytesPerMessage });
        if (one is not { Batch: JudgedBatch, HasPayload: false })
            return;
        bench.Session.Add(Row(series, series.Cpu) with
        {
            Variant = $"{one.Title}, CPU / computing the batch",
            Values = Spread.Of(series.Cpu.Select(seconds => seconds / (JudgedBatch * stepSeconds))),
            Unit = "",
            Target = Targets.Handoff,
        });
    }

    private static Measurement Row(Series series, IReadOnlyList<double> seconds) => new()
    {
        Suite = Name,
        Variant = series.Name,
        Values = Spread.Of(seconds),
        Unit = "s",
        Rounds = seconds.Count,
        Check = series.Check,
        Parameters = "time per message",
    };

    private sealed record Case(string CarrierName, ICarrier Carrier, int Batch, bool HasPayload, int Messages)
    {
        public double BytesPerMessage { get; set; }

        public string Title => string.Create(
            CultureInfo.InvariantCulture, $"{CarrierName}, batch {Batch}{(HasPayload ? " with its rows" : "")}");
    }
}
