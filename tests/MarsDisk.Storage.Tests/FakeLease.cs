using MarsDisk.Storage.Leases;

namespace MarsDisk.Storage.Tests;

/// <summary>Is lost after it was asked for a number of times.</summary>
public sealed class FakeLease(int heldTimes = int.MaxValue) : ILease
{
    private int _asked;

    public long Epoch => 1;

    public bool IsHeld => _asked++ < heldTimes;

    public void Dispose() { }
}
