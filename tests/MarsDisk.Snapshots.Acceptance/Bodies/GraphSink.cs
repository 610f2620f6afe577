using System.Runtime.InteropServices;

namespace MarsDisk.Snapshots.Acceptance.Bodies;

/// <summary>Builds a graph of many objects from a body: rows of numbers, as a state holds them.</summary>
public sealed class GraphSink : ISnapshotSink<IReadOnlyList<double[]>>
{
    /// <summary>Numbers of a row.</summary>
    public const int RowLength = 1000;

    /// <inheritdoc/>
    public bool CanRead(string payloadType, int payloadVersion) => payloadType == GeneratedSource.TypeName;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<double[]>> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(handle);
        var rows = new List<double[]>((int)(handle.BodyLength / (RowLength * sizeof(double))) + 1);
        var piece = new byte[RowLength * sizeof(double)];
        while (await body.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) is var count and > 0)
            rows.Add(MemoryMarshal.Cast<byte, double>(piece.AsSpan(0, count)).ToArray());
        return rows;
    }
}
