using MarsDisk.Hosting.Derived;

namespace MarsDisk.Hosting.Upkeep;

/// <summary>Makes the files that follow from a completed run again, with the same bytes (experience.md §4.2).</summary>
public static class RunRebuild
{
    /// <summary>Writes all of them, also those that are there.</summary>
    /// <param name="run">The run.</param>
    /// <param name="merges">Whether each table is written as one file beside its chunks.</param>
    /// <returns>Number of files written.</returns>
    /// <exception cref="StoredRunException">It has not come to its end, is held, or is not this program's.</exception>
    /// <exception cref="IOException">The disk refuses; the same call again makes up what is missing.</exception>
    public static int Write(StoredRun run, bool merges)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.RequireCompleted();
        var prepared = run.Prepare();
        using var lease = run.Take();
        var merged = merges ? new TableMerge(prepared, run.Directory, lease).WriteBeside(run.Ledger).Count : 0;
        return merged + new DerivedFiles(prepared, run.Directory, new RunPlace(run.Directory, lease, replaces: true)).WriteMissing(run.Ledger);
    }

    /// <summary>Compares what follows from the run with what is there; writes nothing.</summary>
    /// <param name="run">The run.</param>
    /// <returns>What is missing or different, one sentence each.</returns>
    /// <exception cref="StoredRunException">It has not come to its end, or is not this program's.</exception>
    public static IReadOnlyList<string> Check(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.RequireCompleted();
        return RunVerification.Trial(run, run.Prepare()).Troubles;
    }
}
