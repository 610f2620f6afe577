using MarsDisk.Snapshots.Acceptance.Measuring;
using Xunit.Abstractions;

namespace MarsDisk.Snapshots.Acceptance.Tests.Memory;

/// <summary>
/// What a body of any length costs in memory, in processes whose heap cannot grow: an <see cref="OutOfMemoryException"/> is the
/// judge. <c>MARSDISK_BODY_MIB</c> makes the body longer; <c>./bench.sh snapshots</c> measures every length.
/// </summary>
[Collection(MemoryTests.Name)]
public sealed class FileMemoryTests(ITestOutputHelper output) : IDisposable
{
    private const long MiB = 1L << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("marsdisk-acceptance-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Snapshot", "Q1")]
    [Trait("Snapshot", "Q6")]
    [Trait("Snapshot", "107")]
    public async Task A_long_body_is_saved_and_restored_in_a_heap_of_sixteen_mebibytes_and_takes_no_more_than_a_short_one()
    {
        var (small, _) = await BothWaysAsync(16 * MiB);
        var (saved, restored) = await BothWaysAsync(MemoryTests.BodyMebibytes * MiB);

        Assert.InRange(saved.ManagedPeakBytes, 1, 10 * MiB);
        Assert.InRange(restored.ManagedPeakBytes, 1, 10 * MiB);
        Assert.InRange(saved.ManagedPeakBytes - small.ManagedPeakBytes, -10 * MiB, MiB);
        Assert.InRange(saved.ResidentPeakBytes, 1, 128 * MiB);
        Assert.Equal(MemoryTests.BodyMebibytes * MiB, restored.BodyBytes);
    }

    [Fact]
    [Trait("Snapshot", "80")]
    public async Task A_gibibyte_is_restored_in_a_heap_of_thirty_two_mebibytes()
    {
        var saved = await RunAsync("save", 1024 * MiB, 32 * MiB);
        var restored = await RunAsync("restore", 1024 * MiB, 32 * MiB);

        Assert.True(saved.IsOk && restored.IsOk, saved.Message + restored.Message);
        Assert.Equal(1024 * MiB, restored.BodyBytes);
    }

    [Theory]
    [InlineData("array-save")]
    [InlineData("text-save")]
    [Trait("Snapshot", "Q2")]
    public async Task The_same_body_as_one_array_does_not_fit_into_sixteen_times_as_much(string verb)
    {
        var report = await AcceptanceProcess.RunAsync(new AcceptanceTask(verb, _folder) { BodyBytes = 100 * MiB }, 256 * MiB);

        Assert.Equal(AcceptanceReport.OutOfMemory, report.Status);
    }

    [Fact]
    [Trait("Snapshot", "Q8")]
    public async Task A_graph_is_restored_in_its_own_memory_and_a_little_more()
    {
        var saved = await RunAsync("save", 64 * MiB, 16 * MiB);
        var built = await RunAsync("restore-graph", 64 * MiB, heapLimit: null);

        Assert.True(saved.IsOk && built.IsOk, saved.Message + built.Message);
        Assert.InRange(built.GraphBytes, 64 * MiB, 72 * MiB);
        Assert.InRange(built.ManagedPeakBytes - built.GraphBytes, -16 * MiB, 16 * MiB);
    }

    [Fact]
    [Trait("Snapshot", "Q15")]
    public async Task Saving_again_and_again_neither_grows_the_heap_of_large_objects_nor_collects_it()
    {
        var report = await AcceptanceProcess.RunAsync(
            new AcceptanceTask("saves", _folder) { BodyBytes = 8 * MiB, Times = 60 }, heapLimitBytes: null);

        Assert.True(report.IsOk, report.Message);
        Assert.InRange(report.LargeObjectGrowthBytes, long.MinValue, 0);
        Assert.Equal(0, report.FullCollections);
    }

    private async Task<(AcceptanceReport Saved, AcceptanceReport Restored)> BothWaysAsync(long bytes)
    {
        var saved = await RunAsync("save", bytes, 16 * MiB);
        output.WriteLine(saved.ToLine());
        Assert.True(saved.IsOk, saved.Message);
        var restored = await RunAsync("restore", bytes, 16 * MiB);
        output.WriteLine(restored.ToLine());
        Assert.True(restored.IsOk, restored.Message);
        return (saved, restored);
    }

    private Task<AcceptanceReport> RunAsync(string verb, long bytes, long? heapLimit) =>
        AcceptanceProcess.RunAsync(new AcceptanceTask(verb, Path.Combine(_folder, $"{bytes}")) { BodyBytes = bytes }, heapLimit);
}
