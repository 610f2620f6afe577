using System.Globalization;
using System.Text.Json;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Faults;
using Xunit.Abstractions;

namespace MarsDisk.Snapshots.FileSystem.Tests.Soak;

/// <summary>
/// Snapshot after snapshot while one call of twenty fails. <c>MARSDISK_SOAK</c> says for how many hours, with one of 64 MiB
/// every minute; without it a hundred short ones have to do.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const double FaultShare = 0.05;
    private const int AttemptsMax = 10;
    private const double Mebi = 1 << 20;

    private static readonly SnapshotSeries Series = new("soak", "state");

    private readonly TestFolder _folder = new();
    private readonly List<(double Hours, double Bytes)> _resident = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Snapshot", "Q19")]
    public async Task Snapshots_with_random_faults_succeed_when_they_are_tried_again_and_leave_memory_and_disk_as_they_were()
    {
        var hours = double.TryParse(Environment.GetEnvironmentVariable("MARSDISK_SOAK"), NumberStyles.Float, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        var (count, bytes) = hours > 0 ? ((int)(hours * 60), 64 << 20) : (100, 256 << 10);
        using var minutes = new PeriodicTimer(hours > 0 ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(1));
        using var host = new NativeSnapshotHost(scratchDirectory: _folder.Path);
        using var services = NewServices(host, count);
        var (offloader, janitor) = (new SnapshotOffloader(services), new SnapshotJanitor(services));
        var (stored, attempts, begun) = (0, 0, TimeProvider.System.GetTimestamp());
        for (var sequence = 1; sequence <= count; sequence++)
        {
            var tried = await PersistAsync(offloader, sequence, bytes);
            stored += tried.IsStored ? 1 : 0;
            attempts += tried.Attempts;
            if (sequence % 10 == 0)
                await janitor.PassAsync(sweep: false);
            _resident.Add((TimeProvider.System.GetElapsedTime(begun).TotalHours, Environment.WorkingSet));
            await minutes.WaitForNextTickAsync();
        }
        var slope = SlopePerHour() / Mebi;
        output.WriteLine(JsonSerializer.Serialize(new { test = "Q19", count, bytes, stored, attempts, resident_mib_per_hour = slope, resident_mib = _resident[^1].Bytes / Mebi }));

        Assert.InRange((double)stored / count, 0.999, 1);
        Assert.True(attempts > count, "no fault was met");
        Assert.Equal((0L, services.Options.Temp.MaxConcurrentFiles), (services.Temp.ReservedBytes, services.Temp.FreeSlots));
        Assert.InRange(_folder.Files().Count(name => name.EndsWith(".mdsnap", StringComparison.Ordinal)), 1, 12);
        if (hours >= 1)
            Assert.InRange(slope, double.NegativeInfinity, 1);
    }

    private static async Task<(bool IsStored, int Attempts)> PersistAsync(SnapshotOffloader offloader, int sequence, int bytes)
    {
        var options = new SnapshotWriteOptions
        {
            Series = Series,
            Position = new SnapshotPosition(0, sequence, sequence),
            PayloadType = "test.body",
            ForceOffload = true,
        };
        for (var attempt = 1; ; attempt++)
        {
            var request = new SnapshotStateWriteRequest(
                options, async (body, token) => await new PatternStream(bytes, sequence).CopyToAsync(body, 64 << 10, token), new SnapshotExpectation.None(), "test");
            var outcome = await offloader.UpsertAsync(request, offloader.TakeTicket());
            if (outcome.IsSuccess || attempt == AttemptsMax)
                return (outcome.IsSuccess, attempt);
        }
    }

    private SnapshotServices NewServices(NativeSnapshotHost host, int count)
    {
        var (blobFaults, stateFaults, random) = (new FaultPlan(), new FaultPlan(), new Random(19));
        for (var call = 1; call <= 2 * count; call++)
        {
            if (random.NextDouble() < FaultShare)
                blobFaults.Fail("put", call, times: 1);
            if (random.NextDouble() < FaultShare)
                stateFaults.LoseReply("commit", call);
        }
        var files = new FileStoreOptions { Root = _folder.Root, Durability = SnapshotDurability.None };
        var options = new SnapshotIoOptions
        {
            MinRetain = TimeSpan.Zero,
            GarbageGrace = TimeSpan.Zero,
            Temp = new SnapshotTempOptions { Directory = _folder.Path, MinFreeBytes = 0 },
        };
        Directory.CreateDirectory(_folder.Root);
        return new SnapshotServices(
            options, host, new FaultyStateStore(FileHeadStorage.NewStateStore(files), stateFaults), new FaultyBlobStore(new FileBlobStore(files), blobFaults));
    }

    // By least squares; the first tenth is start-up.
    private double SlopePerHour()
    {
        var points = _resident.Skip(_resident.Count / 10).ToList();
        var (x, y) = (points.Average(point => point.Hours), points.Average(point => point.Bytes));
        return points.Sum(point => (point.Hours - x) * (point.Bytes - y)) / points.Sum(point => (point.Hours - x) * (point.Hours - x));
    }
}
