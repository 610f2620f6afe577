using System.Globalization;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Publishing;

/// <summary>Publishes a state that a scenario or a person asked for, under <c>snapshots</c>.</summary>
public sealed class SnapshotPublisher(RunDirectory run, ILease lease)
{
    /// <summary>Writes one snapshot.</summary>
    /// <param name="label">Letters, digits, dot, dash and underscore; becomes part of the file name.</param>
    /// <param name="step">The border before this step.</param>
    /// <param name="writeState">Writes the body <c>marsdisk.sim-state</c>.</param>
    /// <returns>The event to persist, or what kept the disk from taking the file.</returns>
    /// <exception cref="ArgumentException">The label cannot be part of a file name.</exception>
    public SnapshotResult Publish(string label, long step, Action<Stream> writeState)
    {
        if (string.IsNullOrEmpty(label) || !label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            throw new ArgumentException(
                $"'{label}' cannot be a label: letters, digits, dot, dash and underscore are allowed.", nameof(label));
        var name = string.Create(CultureInfo.InvariantCulture, $"{RunDirectory.SnapshotsFolder}/{label}-{step:D9}.bin");
        try
        {
            if (!lease.IsHeld)
                throw new LeaseLostException($"The lease of run {run.Run} is lost: {name} was not published.");
            var file = AtomicFile.Publish(
                run, name, lease.Epoch, stream => StateFiles.Write(stream, run.Run, step, marker: "", writeState));
            return new SnapshotResult(new SnapshotTaken(step, label, new SnapshotFile(name, file.Bytes, file.Sha256)));
        }
        catch (Exception error) when (PublishError.IsOfTheWorld(error))
        {
            return new SnapshotResult(Error: PublishError.From(error, run, name));
        }
    }
}

/// <summary>Exactly one of the two is set.</summary>
/// <param name="Snapshot">The event that names the published file.</param>
/// <param name="Error">Why there is none.</param>
public sealed record SnapshotResult(SnapshotTaken? Snapshot = null, PublishError? Error = null);
