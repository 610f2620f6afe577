using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.InMemory;

namespace MarsDisk.Snapshots.Tests.Heads;

/// <summary>Head documents in memory that write down what is asked of them, and lose races or answers when a test wants it.</summary>
internal sealed class RecordingStorage : IHeadStorage
{
    private readonly InMemoryHeadStorage _inner = new();

    public string StoreName => "recording";

    public int MaxInlineBytes => _inner.MaxInlineBytes;

    /// <summary>Every call, e.g. <c>load</c>, <c>set</c>, <c>put b</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Next writers that are too late.</summary>
    public int RacesToLose { get; set; }

    /// <summary>The next answer is lost, behind the work.</summary>
    public bool LosesReply { get; set; }

    /// <summary>The last document that was stored.</summary>
    public ReadOnlyMemory<byte> LastJson { get; private set; }

    public ValueTask<SnapshotOutcome<StoredHead?>> LoadAsync(string series, CancellationToken cancellation)
    {
        Calls.Add("load");
        return _inner.LoadAsync(series, cancellation);
    }

    public async ValueTask<SnapshotOutcome<bool>> CompareAndSetAsync(
        string series, ReadOnlyMemory<byte> json, StoredHead? expected, CancellationToken cancellation)
    {
        Calls.Add("set");
        if (RacesToLose > 0)
        {
            RacesToLose--;
            return SnapshotOutcome.Ok(false);
        }
        LastJson = json;
        var set = await _inner.CompareAndSetAsync(series, json, expected, cancellation);
        return LosesReply
            ? SnapshotOutcome.Failed<bool>(SnapshotStatus.InDoubt, SnapshotStage.Commit, SnapshotCodes.CommitInDoubt, "The answer was lost.")
            : set;
    }

    /// <summary>Stores a document as another program would.</summary>
    public ValueTask<SnapshotOutcome<bool>> PlantAsync(string series, byte[] json) =>
        _inner.CompareAndSetAsync(series, json, null, CancellationToken.None);

    public ValueTask<SnapshotOutcome<bool>> PutItemAsync(
        string series, string item, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        Calls.Add($"put {item[0]}");
        return _inner.PutItemAsync(series, item, bytes, cancellation);
    }

    public ValueTask<SnapshotOutcome<Stream>> GetItemAsync(string series, string item, CancellationToken cancellation)
    {
        Calls.Add($"get {item[0]}");
        return _inner.GetItemAsync(series, item, cancellation);
    }

    public ValueTask<SnapshotOutcome<bool>> DeleteItemAsync(string series, string item, CancellationToken cancellation)
    {
        Calls.Add($"delete {item[0]}");
        return _inner.DeleteItemAsync(series, item, cancellation);
    }

    public IAsyncEnumerable<StoredHead> ListAsync(CancellationToken cancellation) => _inner.ListAsync(cancellation);

    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation) => _inner.EnsureAsync(cancellation);
}
