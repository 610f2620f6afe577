using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Acceptance.Tests.Metrics;

/// <summary>A value that an instrument took.</summary>
public sealed record Recorded(string Instrument, double Value, IReadOnlyList<KeyValuePair<string, object?>> Tags)
{
    /// <summary>Name and tags, as a metrics back end would keep them apart.</summary>
    public string TagSet => $"{Instrument} {string.Join(' ', Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"))}";
}

/// <summary>Listens to the instruments of snapshots.</summary>
public sealed class Recorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Recorded> _values = new();
    private readonly HashSet<string> _instruments = new(StringComparer.Ordinal);

    public Recorder()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != SnapshotMetrics.MeterName)
                return;
            _instruments.Add(instrument.Name);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values.Enqueue(new Recorded(instrument.Name, value, [.. tags])));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _values.Enqueue(new Recorded(instrument.Name, value, [.. tags])));
        _listener.Start();
    }

    /// <summary>Names of all instruments of the meter.</summary>
    public IReadOnlyCollection<string> Instruments => _instruments;

    /// <summary>What was recorded.</summary>
    public IReadOnlyList<Recorded> Values => [.. _values];

    /// <summary>Asks the instruments that have to be asked, and gives what one of them says.</summary>
    public double Ask(string instrument)
    {
        _values.Clear();
        _listener.RecordObservableInstruments();
        return Assert.Single(Values, value => value.Instrument == instrument).Value;
    }

    public void Dispose() => _listener.Dispose();
}
