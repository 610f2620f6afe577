using System.Globalization;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>
/// A snapshot far larger than the heap, in a process of its own. <c>MARSDISK_SNAPSHOT_BYTES</c> says another length
/// (docs/operating/akka-snapshots.md).
/// </summary>
public sealed class HugeSnapshotTests
{
    public const string Argument = "huge";

    private const long BytesByDefault = 256L << 20;

    [Fact]
    [Trait("Snapshot", "130")]
    public async Task A_source_far_larger_than_the_heap_is_saved_and_loaded_by_its_handle()
    {
        var bytes = long.TryParse(Environment.GetEnvironmentVariable("MARSDISK_SNAPSHOT_BYTES"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? asked
            : BytesByDefault;

        var child = await SmallProcess.RunAsync(typeof(HugeSnapshotTests).Assembly.Location, Argument, bytes.ToString(CultureInfo.InvariantCulture));

        Assert.True(child.ExitCode == 0, child.Errors);
        Assert.Equal($"{bytes} bytes, {await new BlockSource(bytes).HashAsync()}", Assert.Single(child.Lines));
    }
}
