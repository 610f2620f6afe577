using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Json;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>One scenario in its two forms, and the ways of passing over it.</summary>
internal sealed class ScenarioSources
{
    private readonly string _body;

    private ScenarioSources(byte[] text)
    {
        Text = text;
        // The lines that are alike: behind the head of the run or driver, before the closing brace.
        var lines = Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _body = string.Concat(lines.Where(line => line.StartsWith("  at ", StringComparison.Ordinal) || char.IsAsciiDigit(line[0])).Select(line => line + "\n"));
        Body = Encoding.UTF8.GetBytes(_body);
        var twin = new ArrayBufferWriter<byte>();
        using var sink = new JsonLinesSink(twin);
        Units = StatementRunner.Run(new ScenarioGrammar(), text, sink).Value!.Units;
        Twin = twin.WrittenSpan.ToArray();
    }

    /// <summary>The text.</summary>
    public byte[] Text { get; }

    /// <summary>The events or rows alone.</summary>
    public byte[] Body { get; }

    /// <summary>The same as NDJSON.</summary>
    public byte[] Twin { get; }

    /// <summary>Units of either form.</summary>
    public long Units { get; }

    /// <summary>A run of so many events.</summary>
    public static ScenarioSources Events(int count) => new(ScenarioText.Statements(count));

    /// <summary>A driver of so many rows.</summary>
    public static ScenarioSources Rows(int count) => new(ScenarioText.Rows(count));

    /// <summary>Reads the text at once, records built.</summary>
    public long Parse() => StatementRunner.Run(new ScenarioGrammar(), Text, new Counting()).Value!.Units;

    /// <summary>Reads the twin at once, records built.</summary>
    public long ParseTwin() => StatementRunner.Run(
        new JsonScenarioGrammar(), Twin, new Counting(), new RunConfig { Limits = JsonScenarioGrammar.Limits(ParseLimits.Default) }).Value!.Units;

    /// <summary>Reads the text in pieces.</summary>
    public long Stream(int chunkBytes)
    {
        using var feeder = MemoryFeeder.Split(Text, chunkBytes);
        var sink = new Counting();
        var outcome = StreamingRunner.RunStream(new ScenarioGrammar(), feeder, sink);
        while (outcome.Kind == StreamOutcomeKind.Pending)
            outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, sink);
        return outcome.Result!.Value!.Units;
    }

    /// <summary>Passes over the twin with the tokeniser of the base library, a line at a time, and builds nothing.</summary>
    public long Tokenise()
    {
        var tokens = 0L;
        for (var rest = Twin.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)'\n');
            var reader = new Utf8JsonReader(rest[..end]);
            while (reader.Read())
                tokens++;
            rest = rest[(end + 1)..];
        }

        return tokens;
    }

    /// <summary>Reads the numbers of the rows with the base library, in a bare loop that knows where they stand.</summary>
    public long ReadNumbers()
    {
        var sum = 0.0;
        for (var rest = Body.AsSpan(); Utf8Parser.TryParse(rest, out double value, out var used); rest = rest.Length > used ? rest[(used + 1)..] : default)
            sum += value;
        return BitConverter.DoubleToInt64Bits(sum);
    }

    /// <summary>Reads the events with parser combinators.</summary>
    public long SpracheEvents() => SpracheScenario.CountEvents(_body);

    /// <summary>Reads the rows with parser combinators.</summary>
    public long SpracheRows() => SpracheScenario.CountRows(_body);

    /// <summary>Takes units and counts them.</summary>
    private sealed class Counting : IStatementSink<ScenarioStatement>
    {
        private long _units;

        public SinkReply Accept(in Committed<ScenarioStatement> unit)
        {
            _units++;
            return SinkReply.Continue;
        }

        public SinkReply AcceptRows(RowBatch rows)
        {
            _units += rows.RowCount;
            rows.Dispose();
            return SinkReply.Continue;
        }

        public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
            => throw new InvalidDataException($"unit {_units}: {diagnostic.Message}");
    }
}
