using MarsDisk.Journal.Faults;

namespace MarsDisk.Storage.Tests;

/// <summary>Counts the calls to the disk and lets the n-th fail, whatever it is.</summary>
public sealed class NthCallFails(Func<string, Exception> failure) : IDiskFaults
{
    public int Calls { get; private set; }

    public int Failing { get; set; }

    public void Before(DiskOperation operation, string path)
    {
        if (++Calls == Failing)
            throw failure(path);
    }

    public void Restart(int failing)
    {
        Calls = 0;
        Failing = failing;
    }
}
