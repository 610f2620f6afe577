using MarsDisk.Parsing;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>
/// A source that can be read again although nobody can send it again: its bytes are in a file before anybody parses them.
/// Behind the bytes of an earlier process goes on what this process gets; a sender that begins anew is compared with what is
/// known and skipped.
/// </summary>
/// <param name="input">Opens the source; called when the spool has no more.</param>
/// <param name="spool">The bytes so far.</param>
internal sealed class SpoolFeeder(Func<Stream> input, ScenarioSpool spool) : IAsyncFeeder
{
    private const int ReadBytes = 64 * 1024;

    private readonly byte[] _block = new byte[ReadBytes];
    private Stream? _input;
    private long _offset;

    /// <inheritdoc/>
    public FlowCapability Capability => FlowCapability.Pull | FlowCapability.Seek | FlowCapability.Async;

    /// <inheritdoc/>
    public async ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken)
    {
        var wanted = Math.Clamp(demand.PreferredBytes ?? ReadBytes, 1, ReadBytes);
        try
        {
            if (_offset < spool.End)
                return Give(spool.Read(_offset, _block.AsSpan(0, wanted)));
            if (spool.IsComplete)
                return FeederYield.Closed();
            var isFirst = _input is null;
            _input ??= input();
            if (isFirst && spool.End > 0 && await PassAsync(_input, cancellationToken) is { } fault)
                return FeederYield.Failed(fault);
            if (_offset < spool.End)
                return Give(spool.Read(_offset, _block.AsSpan(0, wanted)));

            var read = await _input.ReadAsync(_block.AsMemory(0, wanted), cancellationToken);
            if (read == 0)
            {
                spool.Complete();
                return FeederYield.Closed();
            }

            spool.Append(_block.AsSpan(0, read));
            return Give(read);
        }
        catch (IOException error)
        {
            return FeederYield.Failed(new StreamError(StreamErrorKind.IoFailed, error.Message));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> TrySeekAsync(long offset, CancellationToken cancellationToken)
    {
        if (offset < spool.Begin)
            throw new IOException($"The spool begins at offset {spool.Begin}: what lies before it was read and cut off, so that only the tail can be compared.");
        if (offset > spool.End)
            throw new IOException($"The spool ends at offset {spool.End}, and {offset} bytes were read before.");
        _offset = offset;
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public void Release(long throughOffset) => spool.Cut(throughOffset);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private FeederYield Give(int read)
    {
        _offset += read;
        return FeederYield.Chunk(_block.AsMemory(0, read));
    }

    // A scenario has one header, so what begins as it began is the whole source again. Anything else goes on behind it.
    private async ValueTask<StreamError?> PassAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (head, known) = (spool.Head(), new byte[ReadBytes]);
        var passed = 0L;
        while (passed < spool.End)
        {
            var read = await stream.ReadAsync(_block.AsMemory(0, (int)Math.Min(ReadBytes, spool.End - passed)), cancellationToken);
            var isAlike = passed >= head.Length || _block.AsSpan(0, Math.Min(read, head.Length - (int)passed)).SequenceEqual(head.AsSpan((int)passed, Math.Min(read, head.Length - (int)passed)));
            if (passed < head.Length && (read == 0 || !isAlike))
            {
                spool.Append(head.AsSpan(0, (int)passed));
                spool.Append(_block.AsSpan(0, read));
                return null;
            }

            if (read == 0)
                return Changed($"The source ends at offset {passed}, and {spool.End} bytes of it were read before.");
            var begin = Math.Max(passed, spool.Begin);
            for (var at = begin; at < passed + read;)
            {
                var count = spool.Read(at, known.AsSpan(0, (int)(passed + read - at)));
                if (!known.AsSpan(0, count).SequenceEqual(_block.AsSpan((int)(at - passed), count)))
                    return Changed($"The bytes at offset {at} are not those that were read before.");
                at += count;
            }

            passed += read;
        }

        return null;
    }

    private static StreamError Changed(string message) => new(StreamErrorKind.SourceChanged, message);
}
