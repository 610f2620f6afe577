using System.Globalization;
using MarsDisk.Snapshots.Boundary.Tests.Hosts;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Janitor;

namespace MarsDisk.Snapshots.Boundary.Tests.Reach;

/// <summary>The process whose methods are watched: first on a host that has nothing, then on one that has files and threads.</summary>
internal static class WatchedProcess
{
    private const int Long = 3_000_000;

    /// <summary>Prints, for each of the two hosts, methods, waits, and work of the pool.</summary>
    /// <param name="folder">For the second host.</param>
    public static async Task MainAsync(string folder)
    {
        using var watch = new MethodWatch();
        var pooled = ThreadPool.CompletedWorkItemCount;
        using var never = new ManualResetEvent(false);
        never.WaitOne(1);
        var waiting = MethodWatch.Take(MethodWatch.Marks.First);

        OneThread.RunHere(UseAsync);
        var bare = MethodWatch.Take(MethodWatch.Marks.Second);
        var pooledBare = ThreadPool.CompletedWorkItemCount - pooled;

        using (var host = new NativeSnapshotHost(scratchDirectory: folder))
            await UseAsync(host, folder);
        var native = MethodWatch.Take(MethodWatch.Marks.Third);

        // Written at the end: the console is a file, too.
        Print("waiting", waiting, 0);
        Print("bare", bare, pooledBare);
        Print("native", native, ThreadPool.CompletedWorkItemCount - pooled);
    }

    private static Task UseAsync(BareHost host) => UseAsync(host, folder: null);

    // Everything that a host does: short and long bodies, retention, garbage, restore.
    private static async Task UseAsync(ISnapshotHost host, string? folder)
    {
        using var rig = new BareRig(host, options => folder is null ? options : options with
        {
            IntentDirectory = Path.Combine(folder, "intents"),
            Temp = new SnapshotTempOptions { Directory = folder, MinFreeBytes = 0, AllowMemoryBackedTemp = true },
        });
        for (var sequence = 1; sequence <= 4; sequence++)
        {
            await rig.PersistAsync(sequence % 2 == 0 ? Long : 100, sequence);
            await rig.RestoreAsync();
        }
        await rig.PersistAsync(Long, 5, staging: StagingMode.Direct);
        await new SnapshotJanitor(rig.Services).PassAsync(sweep: true);
    }

    private static void Print(string host, (IReadOnlyList<string> Methods, int Waits) seen, long pooled)
    {
        foreach (var method in seen.Methods)
            Console.WriteLine($"{host} method {method}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{host} waited {seen.Waits}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{host} pooled {pooled}"));
    }
}
