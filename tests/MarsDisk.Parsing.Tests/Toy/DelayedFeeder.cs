namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>A source that answers when the test says so.</summary>
internal sealed class DelayedFeeder : IAsyncFeeder
{
    private TaskCompletionSource<FeederYield>? _asked;

    public FlowCapability Capability { get; init; } = FlowCapability.Pull | FlowCapability.Async;

    public List<DemandHint> Demands { get; } = [];

    public List<long> Releases { get; } = [];

    public bool IsAsked => _asked is not null;

    public ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken)
    {
        Demands.Add(demand);
        _asked = new();
        cancellationToken.Register(() => _asked?.TrySetCanceled(cancellationToken));
        return new(_asked.Task);
    }

    public void Release(long throughOffset) => Releases.Add(throughOffset);

    public void Answer(FeederYield answer)
    {
        var asked = _asked!;
        _asked = null;
        asked.SetResult(answer);
    }

    public void Answer(string text) => Answer(FeederYield.Chunk(Cut.Bytes(text)));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
