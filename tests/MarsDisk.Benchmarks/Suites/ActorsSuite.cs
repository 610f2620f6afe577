using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>What the actor runtime itself costs: a message, a round trip, a question, the start of a system and of a run.</summary>
internal static class ActorsSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "actors";

    /// <summary>Measures all of it.</summary>
    public static void Run(Bench bench)
    {
        var factor = bench.Session.IsQuick ? 1 : 5;
        using (var table = new PingPong())
        {
            Repeat(bench, "message to another actor", 200_000 * factor, table.Tell, Targets.MessageAllocation);
            Repeat(bench, "round trip between two actors", 40_000 * factor, table.Exchange, Targets.MessageAllocation, Targets.RoundTrip);
            Repeat(bench, "question and answer (Ask)", 4_000 * factor, table.Ask, null);
        }
        Repeat(bench, "actor system, start to end", 1, static _ => StartSystem(), null);
        PipelineComparison.RunStarts(bench);
        PipelineComparison.RunDenser(bench, bench.Session.IsQuick ? 5_000 : 30_000);
    }

    private static void Repeat(Bench bench, string name, int times, Action<int> work, Target? allocation, Target? time = null)
    {
        work(times);                                   // compiled, mailboxes have their size
        var bytes = double.MaxValue;
        var series = Rounds.Run(bench.Session.Rounds, new Variant(name, () =>
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var sample = Bench.Time(() => work(times));
            // The least of all rounds: the thread pool allocates now and then for itself.
            bytes = Math.Min(bytes, Math.Round((double)(GC.GetTotalAllocatedBytes(precise: true) - before) / times));
            return new Sample(sample.Wall / times, sample.Cpu / times);
        }))[0];
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = name,
            Values = Spread.Of(series.Wall),
            Unit = "s",
            Rounds = series.Wall.Count,
            Allocated = bytes,
            Target = time,
        });
        if (allocation is not null)
        {
            bench.Session.Add(new Measurement
            {
                Suite = Name,
                Variant = $"{name}, managed bytes",
                Values = Spread.Of([bytes]),
                Unit = "B",
                Rounds = series.Wall.Count,
                Target = allocation,
            });
        }
    }

    private static void StartSystem()
    {
        using var system = ActorSystem.Create("start");
        using var started = new ManualResetEventSlim();
        system.ActorOf(Props.Create(() => new Starter(started)), "first");
        started.Wait();
    }

    private sealed class Starter : ReceiveActor
    {
        public Starter(ManualResetEventSlim started) => started.Set();
    }
}
