namespace MarsDisk.Snapshots;

/// <summary>
/// A state store that keeps inline bodies beside its records, in steps of their own: a process that dies between the two
/// leaves a body that no record names.
/// </summary>
public interface ISnapshotLeftovers
{
    /// <summary>What no record names. Failures are thrown as <see cref="IOException"/>.</summary>
    /// <param name="ageMin">Younger ones are left out: their record may be on its way.</param>
    /// <param name="cancellation">Ends the listing.</param>
    IAsyncEnumerable<SnapshotLeftover> ListLeftoversAsync(TimeSpan ageMin, CancellationToken cancellation = default);

    /// <summary>
    /// Deletes one. However wrong the clocks are that gave its age, no record loses its body: the commit that may still be
    /// on its way is fenced first.
    /// </summary>
    /// <returns>False: it was gone, or has a record by now.</returns>
    ValueTask<SnapshotOutcome<bool>> DeleteLeftoverAsync(SnapshotLeftover leftover, CancellationToken cancellation = default);
}

/// <summary>Bytes beside the records of a series.</summary>
/// <param name="Series">The series.</param>
/// <param name="Name">Their name within the store.</param>
public sealed record SnapshotLeftover(SnapshotSeries Series, string Name);
