using System.Runtime.CompilerServices;
using System.Text;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Remote;

/// <summary>
/// The hashes of all series, in items of their own, so that every document is found by point reads. A series is in the
/// catalogue before its document is there, and stays.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="calls">Sends the requests.</param>
/// <param name="prefix">Prefix of the store.</param>
/// <param name="clock">Measures pauses, and tells when a page was made.</param>
internal sealed class SeriesCatalog(IItemTable table, TableCalls calls, KeyPrefix prefix, TimeProvider clock)
{
    private const int Pages = 64;
    private const int LineBytes = 25;       // 24 hexadecimal digits and a line end

    /// <summary>Enters a series.</summary>
    public async ValueTask<SnapshotOutcome<bool>> AddAsync(string series, CancellationToken cancellation)
    {
        var key = KeyOf(PageOf(series));
        var line = Encoding.ASCII.GetBytes(series + "\n");
        for (var attempt = 1; attempt <= Contention.AttemptsMax; attempt++)
        {
            try
            {
                await Contention.PauseBeforeAsync(attempt, clock, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
            {
                return SnapshotOutcome.Failed<bool>(
                    SnapshotStatus.Cancelled, SnapshotStage.Commit, SnapshotCodes.Cancelled, "Cancelled before the series was entered.", cause: error);
            }
            var read = await ReadAsync(key, cancellation).ConfigureAwait(false);
            if (read.Error is not null)
                return read.As<bool>();
            var page = read.Value;
            if (page is not null && page.Bytes.Span.IndexOf(line) >= 0)
                return SnapshotOutcome.Ok(true);
            var next = new byte[(page?.Bytes.Length ?? 0) + line.Length];
            page?.Bytes.CopyTo(next);
            line.CopyTo(next, next.Length - line.Length);
            var written = await calls.WriteAsync(key, TableItem.New((page?.Rev ?? 0) + 1, next, clock.GetUtcNow()), page?.Version, cancellation).ConfigureAwait(false);
            if (written.Value)
                return written;
            // In doubt is as good as not done: the page is read again.
            if (written.Error is not null && written.Status != SnapshotStatus.InDoubt)
                return written;
        }
        return Contention.Lost<bool>(SnapshotStage.Commit, "the catalogue of series");
    }

    /// <summary>Every series that was entered.</summary>
    /// <exception cref="IOException">A page cannot be read.</exception>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var index = 0; index < Pages; index++)
        {
            var read = await ReadAsync(KeyOf(index), cancellation).ConfigureAwait(false);
            if (read.Error is { } error)
                throw new IOException(read.ToString(), error.Cause);
            if (read.Value is not { } page)
                continue;
            for (var offset = 0; offset + LineBytes <= page.Bytes.Length; offset += LineBytes)
                yield return Encoding.ASCII.GetString(page.Bytes.Span.Slice(offset, LineBytes - 1));
        }
    }

    private ValueTask<SnapshotOutcome<TableItem?>> ReadAsync(ItemKey key, CancellationToken cancellation) =>
        calls.RunAsync(SnapshotStage.Select, table.MaxItemBytes, token => table.ReadAsync(key, token), cancellation);

    private static int PageOf(string series) => Convert.ToInt32(series[..2], 16) * Pages / 256;

    private ItemKey KeyOf(int page) => new(prefix.NamesFrom("catalog"), $"page-{page:D2}");
}
