using System.Globalization;

using MarsDisk.Storage.Leases;

namespace MarsDisk.Hosting.Sweeps.Claiming;

/// <summary>
/// One of the places that <c>parallel</c> allows over all processes. A place is a lease of its own, so it is free again
/// when the process that holds it dies. Without a limit there is nothing to take.
/// </summary>
internal sealed class ParallelPlace(SweepDirectory directory, int? limit) : IDisposable
{
    private ILease? _place;
    private bool _isTaken;
    private bool _isFull;

    /// <summary>Takes a free place, once; false when all are taken.</summary>
    public bool TryTake()
    {
        if (_isTaken || limit is null)
            return true;
        if (_isFull)
            return false;
        for (var number = 0; number < limit && _place is null; number++)
            _place = directory.TryTakePlace(number.ToString(CultureInfo.InvariantCulture));
        _isTaken = _place is not null;
        _isFull = !_isTaken;
        return _isTaken;
    }

    /// <summary>The lease of a run, with which the place is given back.</summary>
    public ILease HandOver(ILease lease)
    {
        if (_place is not { } place)
            return lease;
        _place = null;
        return new LeaseWithPlace(lease, place);
    }

    /// <summary>Gives the place back unless it went with a run.</summary>
    public void Dispose() => _place?.Dispose();

    private sealed class LeaseWithPlace(ILease lease, ILease place) : ILease
    {
        public long Epoch => lease.Epoch;

        public bool IsHeld => lease.IsHeld;

        public void Dispose()
        {
            lease.Dispose();
            place.Dispose();
        }
    }
}
