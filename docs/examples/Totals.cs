using System.Runtime.InteropServices;
using MarsDisk.Snapshots;

namespace MarsDisk.Examples;

/// <summary>A state: it writes itself to a stream, and is built from one.</summary>
public sealed class Totals(double[] values) : ISnapshotSource, ISnapshotSink<Totals>
{
    public double[] Values => values;
    public string ContentType => "application/octet-stream";
    public string PayloadType => "example.totals";
    public int PayloadVersion => 1;
    public SnapshotMutability Mutability => SnapshotMutability.FrozenUntilCaptured;
    public long? EstimatedBodyBytes => values.Length * sizeof(double);

    public ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
    {
        body.Write(MemoryMarshal.AsBytes<double>(values));      // straight from the array: no copy of the whole
        return ValueTask.CompletedTask;
    }

    public bool CanRead(string payloadType, int payloadVersion) => payloadType == PayloadType && payloadVersion == 1;

    public async ValueTask<Totals> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
    {
        var restored = new double[handle.BodyLength / sizeof(double)];
        for (var (left, piece) = (restored.AsMemory(), new byte[sizeof(double) * 1024]); !left.IsEmpty;)
        {
            var read = piece.AsMemory(0, Math.Min(piece.Length, left.Length * sizeof(double)));
            await body.ReadExactlyAsync(read, cancellation);
            MemoryMarshal.Cast<byte, double>(read.Span).CopyTo(left.Span);
            left = left[(read.Length / sizeof(double))..];
        }
        return new Totals(restored);
    }
}
