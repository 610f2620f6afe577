using System.Diagnostics;
using MarsDisk.Snapshots.Acceptance.Bodies;
using MarsDisk.Snapshots.Acceptance.Measuring;

namespace MarsDisk.Snapshots.Acceptance;

/// <summary>The process that is measured: does one thing and prints one line.</summary>
public static class AcceptanceChild
{
    private const int WarmOperations = 10;

    /// <summary>Does what the arguments of an <see cref="AcceptanceTask"/> say.</summary>
    /// <returns>0 when all went well, else 1; the line says more.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var task = AcceptanceTask.Of(arguments);
        var report = await MeasureAsync(task).ConfigureAwait(false);
        Console.Out.WriteLine((report with { ResidentPeakBytes = ResidentSet.PeakBytes() }).ToLine());
        return report.IsOk ? 0 : 1;
    }

    private static async Task<AcceptanceReport> MeasureAsync(AcceptanceTask task)
    {
        using var site = new AcceptanceSite(task);
        var report = new AcceptanceReport { Verb = task.Verb, Store = task.Store, BodyBytes = task.BodyBytes, Status = nameof(SnapshotStatus.Ok) };
        try
        {
            await site.EnsureAsync().ConfigureAwait(false);
            using var peak = new ManagedPeak();
            var cpu = Environment.CpuUsage.TotalTime;
            var begun = Stopwatch.GetTimestamp();
            report = await DoAsync(task, site, report).ConfigureAwait(false);
            return report with
            {
                Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds,
                CpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
                ManagedPeakBytes = peak.AboveBaselineBytes,
            };
        }
        catch (ArgumentException error) when (task.Verb == "text-save")
        {
            return report with { Status = "TooLong", Message = error.Message };    // a text of JSON has at most 166,666,666 characters
        }
        catch (OutOfMemoryException error)
        {
            return report with { Status = AcceptanceReport.OutOfMemory, Message = error.Message };
        }
    }

    private static async Task<AcceptanceReport> DoAsync(AcceptanceTask task, AcceptanceSite site, AcceptanceReport report)
    {
        var source = new GeneratedSource(task.BodyBytes);
        switch (task.Verb)
        {
            case "save":
                var saved = await site.SaveAsync(source, sequence: 1, task.Staging).ConfigureAwait(false);
                return Ended(report, saved) with { CaptureSeconds = site.Captured.TotalSeconds };
            case "saves":
                return await SaveOftenAsync(task, site, source, report).ConfigureAwait(false);
            case "restore":
                var restored = await site.RestoreAsync(new ComparingSink()).ConfigureAwait(false);
                return Ended(report, restored) with { BodyBytes = restored.Value?.State ?? 0 };
            case "restore-graph":
                var built = await site.RestoreAsync(new GraphSink()).ConfigureAwait(false);
                var graphBytes = GC.GetTotalMemory(forceFullCollection: true);
                GC.KeepAlive(built);
                return Ended(report, built) with { GraphBytes = graphBytes };
            case "array-save":
                var body = await WholeBody.ArrayOfAsync(source).ConfigureAwait(false);
                await site.PutArrayAsync(body).ConfigureAwait(false);
                return report;
            case "array-restore":
                return report with { BodyBytes = (await site.GetArrayAsync().ConfigureAwait(false)).Length };
            case "text-save":
                await WholeBody.SaveAsTextAsync(source, Path.Combine(task.Folder, "record.json")).ConfigureAwait(false);
                return report;
            default:
                throw new ArgumentException($"'{task.Verb}' is no verb of these processes.", nameof(task));
        }
    }

    private static async Task<AcceptanceReport> SaveOftenAsync(
        AcceptanceTask task, AcceptanceSite site, GeneratedSource source, AcceptanceReport report)
    {
        var large = 0L;
        var collections = 0;
        for (var sequence = 1; sequence <= task.Times; sequence++)
        {
            var saved = await site.SaveAsync(source, sequence, task.Staging).ConfigureAwait(false);
            if (!saved.IsSuccess)
                return Ended(report, saved);
            if (sequence == WarmOperations)
            {
                large = LargeObjectBytes();
                collections = GC.CollectionCount(2);
            }
        }
        var ended = GC.CollectionCount(2) - collections;
        return report with { FullCollections = ended, LargeObjectGrowthBytes = LargeObjectBytes() - large };
    }

    // The information of the heap is that of its last collection; one is asked for, after they were counted.
    private static long LargeObjectBytes()
    {
        GC.Collect();
        return GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo[3].SizeAfterBytes;
    }

    private static AcceptanceReport Ended<T>(AcceptanceReport report, SnapshotOutcome<T> outcome) =>
        report with { Status = outcome.Status.ToString(), Message = outcome.IsSuccess ? "" : outcome.ToString() };
}
