using MarsDisk.Parsing;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>
/// Standard input that can be read again: its bytes are in a file before anybody parses them. Behind the bytes of an earlier
/// process goes on what this process gets.
/// </summary>
internal sealed class SpoolFeeder : IAsyncFeeder
{
    private const int ReadBytes = 64 * 1024;

    private readonly Stream _input;
    private readonly FileStream _spool;
    private readonly byte[] _block = new byte[ReadBytes];
    private long _offset;

    public SpoolFeeder(Stream input, string path)
    {
        _input = input;
        _spool = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    /// <inheritdoc/>
    public FlowCapability Capability => FlowCapability.Pull | FlowCapability.Seek | FlowCapability.Async;

    /// <inheritdoc/>
    public async ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken)
    {
        var wanted = Math.Clamp(demand.PreferredBytes ?? ReadBytes, 1, ReadBytes);
        var read = await ReadSpoolAsync(wanted, cancellationToken);
        if (read == 0)
        {
            read = await _input.ReadAsync(_block.AsMemory(0, wanted), cancellationToken);
            _spool.Position = _spool.Length;
            await _spool.WriteAsync(_block.AsMemory(0, read), cancellationToken);
        }

        _offset += read;
        return read == 0 ? FeederYield.Closed() : FeederYield.Chunk(_block.AsMemory(0, read));
    }

    /// <inheritdoc/>
    public ValueTask<bool> TrySeekAsync(long offset, CancellationToken cancellationToken)
    {
        if (offset > _spool.Length)
            return ValueTask.FromResult(false);
        _offset = offset;
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _spool.DisposeAsync();

    private ValueTask<int> ReadSpoolAsync(int wanted, CancellationToken cancellationToken)
    {
        if (_offset >= _spool.Length)
            return ValueTask.FromResult(0);
        _spool.Position = _offset;
        return _spool.ReadAsync(_block.AsMemory(0, wanted), cancellationToken);
    }
}
