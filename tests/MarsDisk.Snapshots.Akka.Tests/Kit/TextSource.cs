using System.Text;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>A state that is a text, and its reader.</summary>
internal sealed class TextSource(string text) : ISnapshotSource
{
    public const string Type = "test.text";

    public string ContentType => "text/plain";

    public string PayloadType => Type;

    public int PayloadVersion => 1;

    public SnapshotMutability Mutability { get; init; } = SnapshotMutability.Immutable;

    public long? EstimatedBodyBytes => null;

    /// <summary>The body waits for it, whatever is cancelled meanwhile.</summary>
    public Task Until { get; init; } = Task.CompletedTask;

    public async ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
    {
        await Until;
        await body.WriteAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);
    }

    internal sealed class Sink : ISnapshotSink<object>
    {
        public bool CanRead(string payloadType, int payloadVersion) => payloadType == Type;

        public async ValueTask<object> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
        {
            using var reader = new StreamReader(body, leaveOpen: true);
            return await reader.ReadToEndAsync(cancellation);
        }
    }
}
