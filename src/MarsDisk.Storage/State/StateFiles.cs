using System.Globalization;
using System.Security.Cryptography;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Snapshots.Container;
using MarsDisk.Storage.Directories;
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
        using var file = new FileStream(run.PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var body = new ContainerReadStream(file);
        if (body.Header.PayloadType != BodyType || body.Header.Scope != run.Run.Value)
            throw new ContainerException(
                ContainerFault.Corrupt,
                $"{name} holds '{body.Header.PayloadType}' of run '{body.Header.Scope}', expected '{BodyType}' of run '{run.Run}'.");
        var state = read(body);
        body.ReadToEnd();
        return state;
    }

    /// <summary>Deletes the state files that the ledger's two newest commits do not name.</summary>
    /// <returns>Names of the deleted files.</returns>
    public static IReadOnlyList<string> KeepLastTwo(RunDirectory run, RunLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var deleted = new List<string>();
        foreach (var path in Directory.EnumerateFiles(run.State).Order(StringComparer.Ordinal))
        {
            var name = $"{RunDirectory.StateFolder}/{Path.GetFileName(path)}";
            if (!PublishedNames.IsState(Path.GetFileName(path)) || name == ledger.State?.Name || name == ledger.PreviousState?.Name)
                continue;
            File.Delete(path);
            deleted.Add(name);
        }
        return deleted;
    }

    internal static void WriteState(Stream destination, RunId run, ChunkSource chunk) =>
        Write(destination, run, chunk.Steps.End, Label(chunk.Steps), chunk.WriteState);

    internal static void Write(Stream destination, RunId run, long step, string marker, Action<Stream> body)
    {
        using var container = new ContainerWriteStream(destination, new ContainerHeader
        {
            PayloadType = BodyType,
            Scope = run.Value,
            Name = BodyType,
            SchemaTag = BodyType,
            Sequence = step,
            Marker = marker,
        });
        body(container);
        container.Finish();
    }

    internal static ContentHash HashOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return new ContentHash(SHA256.HashData(file));
    }

    // The label is for people, so its end is inclusive, as in the names of the chunk files.
    private static string Label(StepRange steps) =>
        string.Create(CultureInfo.InvariantCulture, $"{steps.First:D9}_{steps.End - 1:D9}");
}
