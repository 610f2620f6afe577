using System.Diagnostics.Metrics;
using System.Text.Json;

using MarsDisk.Parsing;

namespace MarsDisk.Cli.Output.Scenarios;

/// <summary>Gathers what the parser measures about itself, and writes it as JSON (streaming-parser.md §1.17).</summary>
internal sealed class MetricsFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Figure> _figures = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly string _path;

    /// <summary>Begins to gather.</summary>
    /// <param name="path">File that <see cref="Write"/> makes.</param>
    public MetricsFile(string path)
    {
        _path = path;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ParsingMetrics.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
        Parsing = new ParsingMetrics();
    }

    /// <summary>What the parse feeds.</summary>
    public ParsingMetrics Parsing { get; }

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write()
    {
        _listener.RecordObservableInstruments();
        using var file = new FileStream(_path, FileMode.Create, FileAccess.Write);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", "marsdisk.parser_metrics");
        json.WriteNumber("schema_version", 1);
        json.WriteStartObject("metrics");
        lock (_lock)
        {
            foreach (var (name, figure) in _figures)
                figure.Write(json, name);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        file.WriteByte((byte)'\n');
    }

    public void Dispose()
    {
        Parsing.Dispose();
        _listener.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name;
        foreach (var (_, word) in tags)
            name += "." + word;
        lock (_lock)
        {
            _figures.TryGetValue(name, out var known);
            var isTotal = instrument is Counter<long> or Counter<int> or Counter<double>;
            var isSpread = instrument is Histogram<long> or Histogram<int> or Histogram<double>;
            _figures[name] = isTotal ? new Figure(1, known.Sum + value, 0)
                : isSpread ? new Figure(known.Count + 1, known.Sum + value, Math.Max(known.Most, value)) { IsSpread = true }
                : new Figure(1, value, value);
        }
    }

    /// <summary>One number, or the spread of many.</summary>
    private readonly record struct Figure(long Count, double Sum, double Most)
    {
        public bool IsSpread { get; init; }

        public void Write(Utf8JsonWriter json, string name)
        {
            if (!IsSpread)
            {
                json.WriteNumber(name, Sum);
                return;
            }

            json.WriteStartObject(name);
            json.WriteNumber("count", Count);
            json.WriteNumber("sum", Sum);
            json.WriteNumber("max", Most);
            json.WriteEndObject();
        }
    }
}
