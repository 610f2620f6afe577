using System.Globalization;
using MarsDisk.Snapshots.Hosts;

namespace MarsDisk.Snapshots.Testing.Crashes;

/// <summary>
/// The process that dies: the entry point of a provider's test project. It obeys <c>MARSDISK_FAILPOINTS</c> and says each thing
/// that it has finished on a line of its own.
/// </summary>
public static class CrashChild
{
    /// <summary>Does what the arguments say: <c>verb place scratch [first count staging bytes]</c>.</summary>
    /// <returns>0 when all was done, else 1.</returns>
    public static async Task<int> RunAsync(string[] arguments, ICrashStores stores)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var failpoints = Environment.GetEnvironmentVariable(EnvironmentFailpoints.Variable) is { Length: > 0 } text ? EnvironmentFailpoints.Parse(text) : null;
        using var site = new CrashSite(stores, arguments[1], arguments[2], failpoints);
        switch (arguments[0])
        {
            case "persist":
                return await PersistAsync(site, Number(arguments[3]), Number(arguments[4]), arguments[5], Number(arguments[6])).ConfigureAwait(false);
            case "clean":
                var report = await site.Janitor.PassAsync(sweep: true).ConfigureAwait(false);
                Say($"cleaned {report}");
                return 0;
            case "restore":
                var restored = await site.RestoreAsync().ConfigureAwait(false);
                Say($"restored {restored}");
                return restored.IsSuccess ? 0 : 1;
            case "hold":
                return await HoldAsync(site).ConfigureAwait(false);
            default:
                throw new ArgumentException($"'{arguments[0]}' is no verb: persist, clean, restore and hold are.", nameof(arguments));
        }
    }

    private static async Task<int> PersistAsync(CrashSite site, long first, long count, string staging, long bytes)
    {
        for (var sequence = first; sequence < first + count; sequence++)
        {
            var persisted = await site.PersistAsync(sequence, Enum.Parse<StagingMode>(staging), (int)bytes).ConfigureAwait(false);
            Say(persisted.IsSuccess ? $"ok {sequence}" : $"not {sequence} {persisted}");
        }
        return 0;
    }

    // A living writer with a part half written, until the test has seen enough.
    private static async Task<int> HoldAsync(CrashSite site)
    {
        var writeId = Guid.CreateVersion7();
        var key = SnapshotKeys.KeyOf(CrashSite.Series, 1, writeId);
        var created = await ((IAdoptsLocalFiles)site.Blobs).CreatePartAsync(key, writeId).ConfigureAwait(false);
        if (!created.TryGet(out var part))
            return 1;
        await using (part.ConfigureAwait(false))
        {
            await part.Stream.WriteAsync(new byte[1000]).ConfigureAwait(false);
            Say("holding");
            await Console.In.ReadLineAsync().ConfigureAwait(false);
            var published = await part.PublishAsync(new BlobPutRequest(key, 1000, null, "text/plain", writeId)).ConfigureAwait(false);
            Say($"published {published.Status}");
        }
        return 0;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
