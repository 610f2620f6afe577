using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Offload;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Offload;
using MarsDisk.Journal.Events;
using MarsDisk.Snapshots;
using MarsDisk.Storage.State;

namespace MarsDisk.Hosting.Tests.Offload;

/// <summary>A target of files with settings as a person writes them, and state files to offload to it.</summary>
internal sealed class OffloadRig : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Store => _folder["store"];

    public static RunId Run { get; } = new("run-1");

    public SnapshotIoSection Read(params string[] options)
    {
        string[] all = ["blob-store=file", "state-store=file", $"file.directory={Store}", "content=states", "temp.min-free-bytes=0 B", $"temp.directory={_folder["temp"]}", .. options];
        var read = NodeConfigurationLoader.Load(
            new NodeSources(null, null, null, new Dictionary<string, string>(StringComparer.Ordinal), [.. all.Select(option => $"snapshot-io.{option}")]));
        Assert.Empty(read.Findings);
        Assert.Empty(SnapshotSettings.Problems(read.Configuration!.SnapshotIo));
        return read.Configuration.SnapshotIo;
    }

    /// <summary>A state before a step as a run directory has it.</summary>
    public OffloadTask State(long step, int bytes = 300_000)
    {
        var body = new byte[bytes];
        new Random((int)step).NextBytes(body);
        var (name, marker) = ($"state/state-{step:D9}.bin", $"000000000_{step - 1:D9}");
        var path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = File.Create(path))
            StateFiles.WrapAsync(file, Run, step, marker, output => output.WriteAsync(body).AsTask()).GetAwaiter().GetResult();
        var state = new StateFile(name, new FileInfo(path).Length, default);
        return new OffloadTask(new OffloadSnapshot(Run, state, step, marker, path), RunSeries.OfStates(Run), new SnapshotPosition(0, step, 0, marker), Guid.CreateVersion7());
    }

    /// <summary>The bytes of that file.</summary>
    public byte[] BytesOf(long step) => File.ReadAllBytes(_folder[$"state/state-{step:D9}.bin"]);

    public string this[string name] => _folder[name];

    public static async Task<List<SnapshotStateRecord>> RecordsAsync(SnapshotDepot depot)
    {
        var records = new List<SnapshotStateRecord>();
        await foreach (var record in depot.RecordsAsync(default))
            records.Add(record);
        return [.. records.OrderBy(record => record.Position.Sequence)];
    }

    public void Dispose() => _folder.Dispose();
}
