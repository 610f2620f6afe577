using System.Collections.Immutable;
using System.Globalization;

namespace MarsDisk.Parsing;

/// <summary>The diagnostics of one parse: which are shown, which count, and when there are too many.</summary>
internal sealed class ErrorLedger(RunConfig config)
{
    private readonly List<Diagnostic> _shown = [];
    private readonly RecoverExtension _recover = config.Recover;
    private readonly int _shownMax = Math.Min(config.Limits.MaxDiagnostics, config.Recover.MaxDiagnostics);
    private readonly int _recoveriesMax = Math.Min(config.Limits.MaxRecoveries, config.Recover.MaxRecoveries);
    private int _errors;
    private int _remarks;
    private int _merged;
    private long _lastErrorLine;

    /// <summary>Errors are passed over.</summary>
    public bool IsCollecting => _recover.Mode == RecoverMode.Collect;

    /// <summary>Bytes of one skipped block.</summary>
    public int ResyncBytesMax { get; } = Math.Min(config.Limits.MaxResyncBytes, config.Recover.MaxResyncBytes);

    /// <summary>Errors passed over.</summary>
    public int Recoveries { get; private set; }

    /// <summary>In the order of their appearance.</summary>
    public IReadOnlyList<Diagnostic> Shown => _shown;

    /// <summary>A recovery more, or an error more to show, would be one too many.</summary>
    public bool IsFull(Diagnostic next)
        => Recoveries >= _recoveriesMax || (_errors >= _shownMax && !Merges(next));

    /// <summary>Remarks never end a parse; those beyond the limit reach the sink only.</summary>
    public void AddRemark(Diagnostic remark)
    {
        if (_remarks >= _shownMax)
            return;
        _remarks++;
        _shown.Add(remark);
        _merged = 0;
    }

    /// <summary>An error that is passed over.</summary>
    public void AddRecovery(Diagnostic error)
    {
        Recoveries++;
        if (Merges(error))
            Merge();
        else
            Add(error);
        _lastErrorLine = error.At.EndLine;
    }

    /// <summary>An error that ends the parse.</summary>
    public void AddLast(Diagnostic error) => Add(error);

    /// <summary>The error with the facts of its recovery, unless the grammar has given them.</summary>
    public static Diagnostic WithRecovery(Diagnostic error)
        => error.Extensions.ContainsKey(StreamFields.Recover)
            ? error
            : error with { Extensions = error.Extensions.SetItem(StreamFields.Recover, Skipped) };

    /// <summary>One recovery too many.</summary>
    public Diagnostic Overflow(in SourceSpan at)
    {
        var limit = Recoveries >= _recoveriesMax ? $"max_recoveries is {_recoveriesMax}" : $"max_diagnostics is {_shownMax}";
        return new("scn.recover.limit", Severity.Error, $"Too many errors ({limit}); nothing behind this place was looked at.",
            SourceSpan.At(new(at.Start, at.StartLine, at.StartColumn)));
    }

    /// <summary>A block too long to be skipped.</summary>
    public Diagnostic LongSkip(in SourceSpan at)
        => new("scn.recover.limit", Severity.Error,
            $"The skipped block is too long (max_resync_bytes is {ResyncBytesMax}); nothing behind this place was looked at.", at);

    private static ExtensionMap Skipped { get; } = new(ImmutableDictionary.CreateRange<string, object?>(
        StringComparer.Ordinal, [new("mode", "collect"), new("action", "skip"), new("sync", "\n")]));

    private void Add(Diagnostic error)
    {
        _errors++;
        _merged = 1;
        _shown.Add(error);
    }

    private bool Merges(Diagnostic error)
        => config.MergeWarnings && _merged > 0 && _shown[^1].Code == error.Code
        && error.At.StartLine > _shown[^1].At.StartLine && error.At.StartLine - _lastErrorLine <= 1;

    private void Merge()
    {
        _merged++;
        var first = _shown[^1];
        var facts = first.Extensions.GetValueOrDefault(StreamFields.Recover) as ExtensionMap ?? Skipped;
        var count = _merged.ToString(CultureInfo.InvariantCulture);
        _shown[^1] = first with
        {
            Notes = [.. first.Notes.Where(note => !note.Text.EndsWith(MergedNote, StringComparison.Ordinal)), (null, count + MergedNote)],
            Extensions = first.Extensions.SetItem(StreamFields.Recover, new ExtensionMap(facts.Values.SetItem("count", _merged))),
        };
    }

    private const string MergedNote = " lines in a row have this error";
}
