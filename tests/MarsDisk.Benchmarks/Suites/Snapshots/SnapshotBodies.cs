using System.Runtime.InteropServices;

using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Samples;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Acceptance.Bodies;
using MarsDisk.Snapshots.Container;

namespace MarsDisk.Benchmarks.Suites.Snapshots;

/// <summary>What the program itself saves: the state of a run, and the history that a run holds in memory.</summary>
internal static class SnapshotBodies
{
    private const int Steps = 4000;

    /// <summary>The size distributions of the first steps, as the numbers lie in memory.</summary>
    public static byte[] History(Bench bench)
    {
        using var chunk = new FilledChunk(bench.Base, Steps);
        var psd = chunk.Buffer.Psd!;
        var numbers = Enumerable.Range(0, psd.Rows).SelectMany(row => psd.Numbers(row).ToArray()).ToArray();
        return MemoryMarshal.AsBytes<double>(numbers).ToArray();
    }

    /// <summary>Body of the last state file of a short run.</summary>
    public static byte[] State(Bench bench)
    {
        var folder = bench.Folder.Fresh("state");
        ChildProcess.Run(bench.Programs.Product("run", bench.Base.ConfigurationPath, "--set", BaseRun.Length(Steps), "--out", folder, "--quiet"));
        var path = Directory.EnumerateFiles(Path.Combine(folder, "state")).Order(StringComparer.Ordinal).Last();
        using var file = File.OpenRead(path);
        using var container = new ContainerReadStream(file);
        using var body = new MemoryStream();
        container.CopyTo(body);
        Bench.Remove(folder);
        return body.ToArray();
    }

    /// <summary>A table file of a short run, which is compressed already.</summary>
    public static byte[] Table(Bench bench)
    {
        var folder = bench.Folder.Fresh("table");
        ChildProcess.Run(bench.Programs.Product("run", bench.Base.ConfigurationPath, "--set", BaseRun.Length(Steps), "--out", folder, "--quiet"));
        var bytes = File.ReadAllBytes(Directory.EnumerateFiles(Path.Combine(folder, "series"), "psd_hist_*").First());
        Bench.Remove(folder);
        return bytes;
    }
}

/// <summary>A body that repeats a piece.</summary>
/// <param name="piece">The piece.</param>
/// <param name="length">Bytes of the body.</param>
internal sealed class RepeatedSource(byte[] piece, long length) : ISnapshotSource
{
    /// <inheritdoc/>
    public string ContentType => "application/octet-stream";

    /// <inheritdoc/>
    public string PayloadType => GeneratedSource.TypeName;

    /// <inheritdoc/>
    public int PayloadVersion => 1;

    /// <inheritdoc/>
    public SnapshotMutability Mutability => SnapshotMutability.Immutable;

    /// <inheritdoc/>
    public long? EstimatedBodyBytes => length;

    /// <inheritdoc/>
    public async ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
    {
        for (var left = length; left > 0; left -= piece.Length)
            await body.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)), cancellation).ConfigureAwait(false);
    }
}
