using System.Globalization;
using System.Text.Json;

using MarsDisk.Benchmarks.Measuring;

namespace MarsDisk.Benchmarks.Reporting;

/// <summary>
/// One call of the benchmarks: takes measurements, writes one JSON line for each and one table for each suite, and says at
/// the end what was missed.
/// </summary>
internal sealed class Session : IDisposable
{
    // Beyond these a comparison says more about the neighbours than about the program.
    private const double ForeignLoadMax = 0.25;
    private const double ReferenceWidthMax = 0.15;

    private readonly ForeignLoad _load = new();
    private readonly List<Measurement> _all = [];
    private readonly StreamWriter _lines;
    private readonly StreamWriter _tables;
    private ForeignLoad _suiteLoad = new();
    private double _referenceWidth;
    private int _shown;

    /// <summary>Begins a session whose files go to a folder.</summary>
    public Session(string folder, bool isQuick)
    {
        IsQuick = isQuick;
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        FilePath = name + ".jsonl";
        _lines = new StreamWriter(FilePath) { NewLine = "\n", AutoFlush = true };
        _tables = new StreamWriter(name + ".md") { NewLine = "\n", AutoFlush = true };
        WriteMachine();
    }

    /// <summary>Whether less is measured to be done soon.</summary>
    public bool IsQuick { get; }

    /// <summary>Rounds of a comparison, without the one thrown away.</summary>
    public int Rounds => IsQuick ? 3 : 9;

    /// <summary>The file of the session.</summary>
    public string FilePath { get; }

    /// <summary>Takes a measurement.</summary>
    public void Add(Measurement measured)
    {
        _all.Add(measured);
        _lines.WriteLine(JsonSerializer.Serialize(Fields(measured)));
    }

    /// <summary>Takes the spread of a reference, which tells how noisy the machine is.</summary>
    public void NoteReference(IReadOnlyList<double> values) =>
        _referenceWidth = Math.Max(_referenceWidth, Spread.Of(values).RelativeWidth);

    /// <summary>Prints the table of what was added since the last suite.</summary>
    public void EndSuite(string suite)
    {
        using var table = new StringWriter();
        MarkdownTable.Write(table, suite, _all.Skip(_shown));
        _shown = _all.Count;
        Say(table.ToString().TrimEnd());
        Say(string.Create(CultureInfo.InvariantCulture, $"\nLoad by others during {suite}: {_suiteLoad.PerCore():0.00} per core."));
        _suiteLoad = new ForeignLoad();
    }

    /// <summary>Prints a sentence, for what is left out and why.</summary>
    public void Say(string text)
    {
        Console.Out.WriteLine(text);
        _tables.WriteLine(text);
    }

    /// <summary>Prints the last lines.</summary>
    /// <param name="earlier">A session to compare this one with; null: none.</param>
    /// <returns>0, or 1 when a gate failed.</returns>
    public int Finish(Comparison? earlier)
    {
        if (earlier is not null)
        {
            using var table = new StringWriter();
            earlier.Write(table, _all);
            Say(table.ToString().TrimEnd());
        }
        var load = _load.PerCore();
        var isNoisy = load > ForeignLoadMax || _referenceWidth > ReferenceWidthMax;
        Say(string.Create(CultureInfo.InvariantCulture, $"\nSession: {FilePath}; load by others {load:0.00} per core, widest reference {_referenceWidth:P0}{(isNoisy ? "; noisy: only hard gates are judged" : "")}."));
        var missed = _all.Where(measured => !Verdict.IsMet(measured)).Select(measured => measured.Target!.Id).Distinct(StringComparer.Ordinal).ToList();
        Say(missed.Count == 0 ? "Missed targets: none." : $"Missed targets: {string.Join(", ", missed)}.");
        return _all.Exists(measured => Verdict.Fails(measured, isNoisy)) ? 1 : 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _tables.Dispose();
    }

    private void WriteMachine()
    {
        var facts = MachineFacts.Collect();
        _lines.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal) { ["schema"] = "marsdisk.benchmarks", ["machine"] = facts.ToDictionary(StringComparer.Ordinal) }));
        Say("| Machine | |\n|---|---|");
        foreach (var (name, value) in facts)
            Say($"| {name} | {value} |");
    }

    private static Dictionary<string, object?> Fields(Measurement measured) => new(StringComparer.Ordinal)
    {
        ["suite"] = measured.Suite,
        ["variant"] = measured.Variant,
        ["parameters"] = measured.Parameters,
        ["rounds"] = measured.Rounds,
        ["min"] = measured.Values.Minimum,
        ["q1"] = measured.Values.LowerQuartile,
        ["median"] = measured.Values.Median,
        ["q3"] = measured.Values.UpperQuartile,
        ["unit"] = measured.Unit,
        ["reference"] = measured.Reference,
        ["ratio_q1"] = measured.Ratio?.LowerQuartile,
        ["ratio"] = measured.Ratio?.Median,
        ["ratio_q3"] = measured.Ratio?.UpperQuartile,
        ["target"] = measured.Target?.Id,
        ["limit"] = measured.Target?.Limit,
        ["met"] = measured.Target is null ? null : Verdict.IsMet(measured),
        ["share"] = measured.Share,
        ["bytes"] = measured.Bytes,
        ["allocated"] = measured.Allocated,
        ["gc"] = measured.Collections,
        ["rss"] = measured.Resident,
        ["check"] = measured.Check,
    };
}
