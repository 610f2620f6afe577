using System.Text;

namespace MarsDisk.Snapshots.FileSystem.Heads;

/// <summary>
/// Items that a process put and never named in a document, because it died between the two. They are older than any
/// commit can last, and no document of their directory holds their name.
/// </summary>
internal sealed class ItemLeftovers(StoreFolder folder, string root)
{
    private static readonly TimeSpan AgeMin = TimeSpan.FromDays(1);

    public async ValueTask<int> DeleteAsync(CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var directory in (folder.Disk.List(root) ?? []).Where(entry => entry.IsDirectory))
            deleted += await DeleteAsync(Path.Combine(root, directory.Name), cancellation).ConfigureAwait(false);
        return deleted;
    }

    private async ValueTask<int> DeleteAsync(string directory, CancellationToken cancellation)
    {
        var now = folder.Disk.NowAt(root);
        var old = (folder.Disk.List(directory) ?? []).Where(entry => IsBodyOrPage(entry.Name) && now - entry.LastWriteUtc > AgeMin).ToList();
        if (old.Count == 0)
            return 0;

        // Listed before the documents are read: whatever is named by then is kept.
        var documents = new List<byte[]>();
        foreach (var head in (folder.Disk.List(directory) ?? []).Where(entry => FileHeadStorage.IsHead(entry.Name)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (folder.Disk.TryOpenRead(Path.Combine(directory, head.Name)) is not { } stream)
                continue;
            await using (stream.ConfigureAwait(false))
            {
                var document = new byte[stream.Length];     // less than 64 KB
                await stream.ReadExactlyAsync(document, cancellation).ConfigureAwait(false);
                documents.Add(document);
            }
        }
        return old.Count(entry => !documents.Exists(document => Names(document, entry.Name)) && folder.Disk.Delete(Path.Combine(directory, entry.Name)));
    }

    // Fences are kept for ever; bodies are named by their write id, which a document spells with hyphens.
    private static bool IsBodyOrPage(string name) =>
        name.Length == 34 && (name.StartsWith("b-", StringComparison.Ordinal) || name.StartsWith("g-", StringComparison.Ordinal));

    private static bool Names(ReadOnlySpan<byte> document, string item) =>
        document.IndexOf(Encoding.ASCII.GetBytes(item)) >= 0
        || (Guid.TryParseExact(item.AsSpan(2), "N", out var id) && document.IndexOf(Encoding.ASCII.GetBytes(id.ToString("D"))) >= 0);
}
