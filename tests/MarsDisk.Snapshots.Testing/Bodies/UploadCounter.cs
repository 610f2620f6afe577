using System.Diagnostics.Metrics;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Testing.Bodies;

/// <summary>Adds up what a store reports as sent; tests that use it must not run beside others of the same store.</summary>
public sealed class UploadCounter : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _first;
    private long _again;

    /// <summary>Begins to listen.</summary>
    /// <param name="provider">The store.</param>
    public UploadCounter(string provider)
    {
        // The instruments exist once their class was used.
        SnapshotMetrics.Uploaded(provider, 0, isRetry: false);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "projection_snapshot_upload_bytes")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, bytes, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
            if (values["provider"] as string != provider)
                return;
            if (values["attempt"] as string == "retry")
                Interlocked.Add(ref _again, bytes);
            else
                Interlocked.Add(ref _first, bytes);
        });
        _listener.Start();
    }

    /// <summary>Bytes sent for the first time.</summary>
    public long FirstBytes => Interlocked.Read(ref _first);

    /// <summary>Bytes sent again.</summary>
    public long RetriedBytes => Interlocked.Read(ref _again);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
