using MarsDisk.Journal;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Storage.Publishing;

/// <summary>Publishes a file that no event names: one for people, or one that can be derived again.</summary>
public static class DerivedFile
{
    /// <summary>Writes the file aside, syncs it and gives it its name, in place of an older one; makes its folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lease">The lease of the run.</param>
    /// <param name="name">Path relative to the run directory, e.g. <c>summary.json</c>.</param>
    /// <param name="body">Writes the content.</param>
    /// <exception cref="LeaseLostException">Somebody else owns the run.</exception>
    /// <exception cref="IOException">The disk refuses; nothing partial has the name.</exception>
    public static PublishedFile Publish(RunDirectory run, ILease lease, string name, Action<Stream> body)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(lease);
        if (!lease.IsHeld)
            throw new LeaseLostException($"The lease of run {run.Run} is lost: {name} was not published.");
        run.Disk.CreateDirectory(Path.GetDirectoryName(run.PathOf(name))!);
        return AtomicFile.Publish(run, name, lease.Epoch, body);
    }

    /// <summary>What the file would be; nothing is written.</summary>
    /// <param name="name">Path relative to the run directory.</param>
    /// <param name="body">Writes the content.</param>
    public static PublishedFile Measure(string name, Action<Stream> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var hash = new InlineHash();
        using var output = new CountingHashStream(Stream.Null, hash);
        body(output);
        hash.End();
        return new PublishedFile(name, output.Bytes, hash.Value);
    }
}
