using MarsDisk.Snapshots.PostgreSql.Blobs;
using MarsDisk.Snapshots.PostgreSql.States;
using MarsDisk.Snapshots.Testing.Crashes;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Crashes;

/// <summary>Both stores in one schema. A place is a connection string and the name of a schema, with a bar between them.</summary>
internal sealed class PostgreSqlCrashStores : ICrashStores
{
    private readonly List<IAsyncDisposable> _opened = [];
    private IFailpoints? _failpoints;

    public IBlobStorageSnapshotAccessor OpenBlobs(string place, IFailpoints? failpoints)
    {
        _failpoints = failpoints;
        var store = new PostgreSqlBlobStore(OptionsOf(place));
        _opened.Add(store);
        return store;
    }

    // The state store of a site is opened behind its blob store.
    public ISnapshotStateStore OpenStates(string place)
    {
        var store = new PostgreSqlStateStore(OptionsOf(place));
        _opened.Add(store);
        return store;
    }

    public async Task CloseAsync()
    {
        foreach (var store in _opened)
            await store.DisposeAsync();
        _opened.Clear();
    }

    private PostgreSqlStoreOptions OptionsOf(string place) => new()
    {
        ConnectionString = place.Split('|')[0],
        Schema = place.Split('|')[1],
        Prefix = "runs",
        RetryPause = TimeSpan.FromMilliseconds(20),
        Failpoints = _failpoints,
    };
}
