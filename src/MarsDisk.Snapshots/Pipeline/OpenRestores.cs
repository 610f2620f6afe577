namespace MarsDisk.Snapshots.Pipeline;

/// <summary>Write ids that a restore of this process is reading; their records are not retired.</summary>
internal sealed class OpenRestores
{
    private readonly Dictionary<Guid, int> _open = [];
    private readonly Lock _gate = new();

    public bool Holds(Guid writeId)
    {
        lock (_gate)
            return _open.ContainsKey(writeId);
    }

    public IDisposable Begin(Guid writeId)
    {
        lock (_gate)
            _open[writeId] = _open.GetValueOrDefault(writeId) + 1;
        return new Lease(this, writeId);
    }

    private void End(Guid writeId)
    {
        lock (_gate)
        {
            if (_open[writeId] == 1)
                _open.Remove(writeId);
            else
                _open[writeId]--;
        }
    }

    private sealed class Lease(OpenRestores owner, Guid writeId) : IDisposable
    {
        private OpenRestores? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.End(writeId);
    }
}
