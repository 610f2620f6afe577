using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Scenario.Editing;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>Scenarios in an editor: what one keystroke costs until all diagnostics are known, beside a full parse.</summary>
internal static class EditingSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "editing";

    private const int KeystrokesPerSlice = 20;

    /// <summary>Measures all of it.</summary>
    public static void Run(Bench bench)
    {
        Measure(bench, "10,000 lines", ScenarioTexts.Statements(10_000), Targets.EditStatements);
        var rows = bench.Session.IsQuick ? 200_000 : 1_000_000;
        var table = ScenarioTexts.Rows(rows);
        Measure(bench, FormattableString.Invariant($"a driver of {rows:N0} rows"), table, Targets.EditRows);
        MeasureMemory(bench, table, rows);
    }

    private static void Measure(Bench bench, string what, byte[] bytes, Target target)
    {
        var text = SourceText.From(bytes);
        var typing = new Typing(text, binds: false);
        var binding = new Typing(text, binds: true);
        var series = Rounds.Run(
            bench.Session.Rounds,
            new Variant($"one keystroke, {what}", () => PerKeystroke(Bench.Time(typing.Slice), typing)),
            new Variant($"one keystroke with keys, units and names, {what}", () => PerKeystroke(Bench.Time(binding.Slice), binding)),
            new Variant($"opening, {what}", () => Bench.Time(() => _ = new ScenarioDocument(text))));

        Add(bench, series[0], series[2], target, typing.Check);
        Add(bench, series[1], series[2], target, binding.Check);
        Add(bench, series[2], series[2], null, FormattableString.Invariant($"{bytes.Length} bytes"));
    }

    private static Sample PerKeystroke(Sample slice, Typing typing)
        => slice with { Wall = slice.Wall / KeystrokesPerSlice, Cpu = slice.Cpu / KeystrokesPerSlice, Check = typing.Check };

    private static void MeasureMemory(Bench bench, byte[] table, int rows)
    {
        var text = SourceText.From(table);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var document = new ScenarioDocument(text);
        var perRow = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)rows;
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = "memory of a row beyond its text",
            Values = Spread.Of([perRow]),
            Unit = "B",
            Target = Targets.EditMemory,
            Check = FormattableString.Invariant($"{document.Rows} rows"),
        });
    }

    private static void Add(Bench bench, Series series, Series reference, Target? target, string check) => bench.Session.Add(new Measurement
    {
        Suite = Name,
        Variant = series.Name,
        Values = Spread.Of(series.Cpu),
        Unit = "s",
        Rounds = series.Cpu.Count,
        Reference = series == reference ? null : reference.Name,
        Target = target,
        Check = check,
    });

    /// <summary>Changes a digit and takes the change back, all over the text.</summary>
    private sealed class Typing(SourceText text, bool binds)
    {
        private readonly ScenarioDocument _document = new(text);
        private readonly Random _random = new(1);
        private long _found;

        public string Check => FormattableString.Invariant($"{_document.Units} units, {_found} findings");

        public void Slice()
        {
            for (var i = 0; i < KeystrokesPerSlice; i += 2)
            {
                var at = NextDigit();
                var old = _document.Text.Slice(at, at + 1);
                Type(new TextEdit(at, 1, "7"u8.ToArray()));
                Type(new TextEdit(at, 1, old));
            }
        }

        private void Type(TextEdit edit)
        {
            _document.Apply([edit]);
            // Every diagnostic is put at its place, as an editor asks for it.
            foreach (var _ in _document.Diagnostics())
                _found++;
            if (binds)
                _found += ScenarioBinder.Review("long.scenario", _document.Statements()).Count();
        }

        // The last digit of any line, or the first of a row. The time of an event is left alone: it can put every event behind
        // it out of order, which is as many errors and no editing of one line any more.
        private long NextDigit()
        {
            while (true)
            {
                var line = _random.NextInt64(_document.Text.LineCount);
                var bytes = _document.Text.Line(line).Span;
                var isRow = bytes.IndexOfAnyInRange((byte)'0', (byte)'9') == 0;
                var digit = isRow && _random.Next(2) == 0 ? 0 : bytes.LastIndexOfAnyInRange((byte)'0', (byte)'9');
                if (digit >= 0)
                    return _document.Text.LineStart(line) + digit;
            }
        }
    }
}
