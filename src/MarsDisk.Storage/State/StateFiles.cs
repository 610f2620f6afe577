using System.Globalization;
using System.Security.Cryptography;
using MarsDisk.History.Chunks;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Snapshots.Container;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Storage.State;

/// <summary>Files under <c>state</c>: one container each, so that equal state gives equal bytes.</summary>
public static class StateFiles
{
    private const string BodyType = "marsdisk.sim-state";

    /// <summary>Name of the state at the border before a step, relative to the run directory.</summary>
    public static string NameOf(long step) =>
        string.Create(CultureInfo.InvariantCulture, $"{RunDirectory.StateFolder}/state-{step:D9}.bin");

    /// <summary>Reads a state back and checks every byte of it before the body may be trusted.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">Name relative to the run directory.</param>
    /// <param name="read">Reads the body; what it built is thrown away if this method throws.</param>
    /// <exception cref="ContainerException">The file is damaged, or of a newer version.</exception>
    /// <exception cref="IOException">The file is missing or unreadable.</exception>
    public static T Read<T>(RunDirectory run, string name, Func<Stream, T> read)
    {
        using var file = run.Disk.OpenRead(run.PathOf(name));
        using var body = new ContainerReadStream(file);
        RequireOwn(body.Header, run, name);
        var state = read(body);
        body.ReadToEnd();
        return state;
    }

    /// <summary>
    /// Deletes the state files older than the ledger's last two. Newer ones stay: the writer may be publishing the next
    /// chunk, whose state no event names yet. So an owner that lost the run deletes nothing that its successor needs.
    /// </summary>
    /// <returns>Names of the deleted files.</returns>
    public static IReadOnlyList<string> DeleteOlderThanLastTwo(RunDirectory run, RunLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (ledger.PreviousState is null)
            return [];
        var oldestKept = Path.GetFileName(ledger.PreviousState.Name);
        var deleted = DeleteWhere(run, fileName => IsOlder(fileName, oldestKept), name => run.Disk.Delete(run.PathOf(name)));
        if (deleted.Count > 0)
            CrashPoints.Reach(CrashPoints.AfterDelete);
        return deleted;
    }

    /// <summary>Deletes every state file but the ledger's last two. For recovery, when nobody is writing.</summary>
    internal static IReadOnlyList<string> DeleteAllButLastTwo(RunDirectory run, ILease lease, RunLedger ledger)
    {
        var last = Path.GetFileName(ledger.State?.Name);
        var previous = Path.GetFileName(ledger.PreviousState?.Name);
        return DeleteWhere(run, fileName => fileName != last && fileName != previous, name => run.Delete(lease, name));
    }

    internal static void WriteState(Stream destination, RunId run, ChunkSource chunk) =>
        Write(destination, run, chunk.Steps.End, ChunkNames.Label(chunk.Steps.First, chunk.Steps.End), chunk.WriteState);

    /// <summary>Puts the container of a state file around a body: equal state gives equal bytes, wherever the body comes from.</summary>
    /// <param name="destination">Receives the file.</param>
    /// <param name="run">The run.</param>
    /// <param name="step">The border before this step.</param>
    /// <param name="marker">Label of the last chunk before it; empty for a snapshot.</param>
    /// <param name="body">Writes the body <c>marsdisk.sim-state</c>.</param>
    public static async Task WrapAsync(Stream destination, RunId run, long step, string marker, Func<Stream, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var container = Begin(destination, run, step, marker);
        await body(container);
        container.Finish();
    }

    internal static void Write(Stream destination, RunId run, long step, string marker, Action<Stream> body)
    {
        using var container = Begin(destination, run, step, marker);
        body(container);
        container.Finish();
    }

    private static ContainerWriteStream Begin(Stream destination, RunId run, long step, string marker) => new(destination, new ContainerHeader
    {
        PayloadType = BodyType,
        Scope = run.Value,
        Name = BodyType,
        SchemaTag = BodyType,
        Sequence = step,
        Marker = marker,
    });

    /// <summary>Refuses a container that is not a state of this run.</summary>
    internal static void RequireOwn(ContainerHeader header, RunDirectory run, string name)
    {
        if (header.PayloadType != BodyType || header.Scope != run.Run.Value)
            throw new ContainerException(
                ContainerFault.Corrupt,
                $"{name} holds '{header.PayloadType}' of run '{header.Scope}', expected '{BodyType}' of run '{run.Run}'.");
    }

    internal static ContentHash HashOf(RunDirectory run, string name)
    {
        using var file = run.Disk.OpenRead(run.PathOf(name));
        return new ContentHash(SHA256.HashData(file));
    }

    // Nine digits or more: a longer number is a later step.
    private static bool IsOlder(string fileName, string oldestKept) => fileName.Length == oldestKept.Length
        ? string.CompareOrdinal(fileName, oldestKept) < 0
        : fileName.Length < oldestKept.Length;

    private static List<string> DeleteWhere(RunDirectory run, Func<string, bool> isToGo, Action<string> delete)
    {
        var deleted = new List<string>();
        foreach (var fileName in run.FilesIn(run.State))
        {
            if (!PublishedNames.IsState(fileName) || !isToGo(fileName))
                continue;
            var name = $"{RunDirectory.StateFolder}/{fileName}";
            delete(name);
            deleted.Add(name);
        }
        return deleted;
    }
}
