using System.Collections.Immutable;
using System.Globalization;

namespace MarsDisk.Parsing;

/// <summary>
/// The last interruptions of a parse. Adding writes one entry into a page that older values share and do not look at, so that
/// an interruption costs no text until somebody asks.
/// </summary>
internal readonly struct ResumeLineage
{
    /// <summary>Entries that are kept.</summary>
    public const int EntriesMax = 32;

    private readonly Entry[]? _page;
    private readonly Entry[]? _before;
    private readonly ImmutableArray<string> _restored;
    private readonly int _count;

    private ResumeLineage(Entry[]? page, int count, Entry[]? before, ImmutableArray<string> restored, long total)
    {
        (_page, _count, _before) = (page, count, before);
        (_restored, Total) = (restored, total);
    }

    /// <summary>All entries ever added.</summary>
    public long Total { get; }

    /// <summary>The last 32, oldest first.</summary>
    public ImmutableArray<string> Entries
    {
        get
        {
            IEnumerable<string> all = _restored.IsDefault ? [] : _restored;
            all = all.Concat((_before ?? []).Select(entry => entry.Text)).Concat((_page ?? []).Take(_count).Select(entry => entry.Text));
            return [.. all.TakeLast(EntriesMax)];
        }
    }

    /// <summary>Goes on with the entries of a checkpoint.</summary>
    public static ResumeLineage From(ImmutableArray<string> stored, long total) => new(null, 0, null, stored, total);

    /// <summary>One interruption more.</summary>
    public ResumeLineage Add(PendingReason reason, long watermark, long ordinal)
    {
        var isFull = _page is null || _count == EntriesMax;
        var page = isFull ? new Entry[EntriesMax] : _page!;
        var count = isFull ? 0 : _count;
        page[count] = new(reason, watermark, ordinal);
        return new(page, count + 1, isFull ? _page : _before, _restored, Total + 1);
    }

    private readonly record struct Entry(PendingReason Reason, long Watermark, long Ordinal)
    {
        public string Text => string.Create(CultureInfo.InvariantCulture, $"{StreamNames.Of(Reason)}@{Watermark}#{Ordinal}");
    }
}
