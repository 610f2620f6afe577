using System.Text;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Journal.Files;
using MarsDisk.Journal.Records;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Storage.Tests;

/// <summary>A run in a directory of its own: what the actors do with it, without actors.</summary>
public sealed class TestRun : IDisposable
{
    public static readonly ContentHash Plan = ContentHash.Of("plan"u8);

    public static readonly ContentHash Fingerprint = ContentHash.Of("physics"u8);

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("marsdisk-storage-");

    public TestRun(IDiskFaults? faults = null, string name = "run") => Files = new RunDirectory(
        Path.Combine(_parent.FullName, name), new RunId("r"), faults is null ? null : new FaultyDisk(FileSystemDisk.Instance, faults));

    public RunDirectory Files { get; }

    public FileLeases Leases => new(_ => Files);

    public void Dispose() => _parent.Delete(recursive: true);

    /// <summary>A chunk whose files hold a text each; equal steps give equal bytes.</summary>
    public static ChunkSource Chunk(long first, long end) => new(
        new StepRange(first, end),
        new TimeRange(first, end),
        [
            new TableSource($"run_chunk_{first:D9}_{end - 1:D9}.parquet", end - first, Text($"run {first} {end}")),
            new TableSource($"psd_hist_chunk_{first:D9}_{end - 1:D9}.parquet", end - first, Text($"psd {first} {end}")),
        ],
        Text($"state {end}"),
        NextInputOrdinal: 0,
        "StepLimit");

    public static Action<Stream> Text(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));

    public ILease Begin()
    {
        var lease = Leases.TryTake(Files.Run)!;
        Files.Begin(lease, Text("{}"));
        return lease;
    }

    /// <summary>Begins the run, commits chunks of ten steps each and lets go.</summary>
    public RunLedger Commit(int chunks, params IRunEvent[] more)
    {
        using var lease = Begin();
        using var journal = Files.OpenJournal(lease, Fingerprint);
        var ledger = journal.Contents.ToLedger();
        List<IRunEvent> events = [new RunStarted(Plan, Fingerprint, 1, 0), Owner(lease.Epoch)];
        for (var chunk = 0; chunk < chunks; chunk++)
            events.Add(new ChunkPublisher(Files, lease).Publish(Chunk(chunk * 10, (chunk * 10) + 10)).Chunk!);
        foreach (var runEvent in events.Concat(more))
        {
            journal.Append(runEvent);
            ledger = ledger.Apply(runEvent);
        }
        return ledger;
    }

    public RunLedger ReadLedger() => JournalFile.Read(Files.JournalPath).ToLedger();

    public static OwnershipTaken Owner(long epoch) => new(epoch, "node", 1, DateTimeOffset.UnixEpoch);

    public IReadOnlyList<string> Names() =>
    [
        .. Directory.EnumerateFiles(Files.Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Files.Root, path)).Order(StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> PublishedNames() =>
        [.. Names().Where(name => name.StartsWith("series/", StringComparison.Ordinal) || name.StartsWith("state/", StringComparison.Ordinal))];
}
