using System.Text;

namespace MarsDisk.Snapshots.FileSystem.Heads;

/// <summary>
/// Items that a process put and never named in a document, because it died between the two. They are older than any
/// commit can last, and no document of their directory holds their name.
/// </summary>
internal sealed class ItemLeftovers(StoreFolder folder, string heads)
{
    private static readonly TimeSpan AgeMin = TimeSpan.FromDays(1);

    public async ValueTask<int> DeleteAsync(CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var directory in (folder.Disk.List(heads) ?? []).Where(entry => entry.IsDirectory))
            deleted += await DeleteAsync(Path.Combine(heads, directory.Name), cancellation).ConfigureAwait(false);
        return deleted;
    }

    private async ValueTask<int> DeleteAsync(string directory, CancellationToken cancellation)
    {
        var now = folder.Disk.NowAt(heads);
        var old = (folder.Disk.List(directory) ?? []).Where(entry => IsBodyOrPage(entry.Name) && now - entry.LastWriteUtc > AgeMin).ToList();
        if (old.Count == 0)
            return 0;

        // Listed before the documents are read: whatever is named by then is kept.
        var named = new List<string>();
        foreach (var head in (folder.Disk.List(directory) ?? []).Where(entry => FileHeadStorage.IsHead(entry.Name)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (folder.Disk.TryOpenRead(Path.Combine(directory, head.Name)) is not { } stream)
                continue;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            named.Add(await reader.ReadToEndAsync(cancellation).ConfigureAwait(false));
        }
        return old.Count(entry => !named.Exists(text => Names(text, entry.Name)) && folder.Disk.Delete(Path.Combine(directory, entry.Name)));
    }

    // Fences are kept for ever; bodies are named by their write id, which a document spells with hyphens.
    private static bool IsBodyOrPage(string name) =>
        name.Length == 34 && (name.StartsWith("b-", StringComparison.Ordinal) || name.StartsWith("g-", StringComparison.Ordinal));

    private static bool Names(string document, string item) =>
        document.Contains(item, StringComparison.Ordinal)
        || (Guid.TryParseExact(item.AsSpan(2), "N", out var id) && document.Contains(id.ToString("D"), StringComparison.Ordinal));
}
