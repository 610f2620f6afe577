using System.Text;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;
using MarsDisk.Storage.Recovery;
using MarsDisk.Storage.State;

namespace MarsDisk.Simulated.Disks;

/// <summary>The storage of a run, without actors, on a disk that loses power before any call and again after it.</summary>
public sealed class StorageWithoutPowerTests
{
    private const int Seeds = 400;
    private const int Chunks = 4;
    private const int ChunkSteps = 10;
    private static readonly ContentHash Plan = ContentHash.Of("plan"u8);
    private static readonly ContentHash Fingerprint = ContentHash.Of("physics"u8);

    [Fact]
    public void No_commit_is_lost_and_every_file_has_the_bytes_of_an_undisturbed_run_whenever_the_power_goes()
    {
        using var undisturbed = new SimulatedDisk();
        Work(new RunDirectory("/data/out/run", new RunId("r"), undisturbed), 0, out _);
        var expected = Files(undisturbed);
        var losses = 0;

        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new SeededRandom(seed);
            using var disk = new SimulatedDisk();
            var committed = 0L;
            while (committed < Chunks * ChunkSteps)
                losses += AttemptUntilPowerGoes(disk, random, ref committed) ? 0 : 1;
            disk.LosePower(random);

            Assert.Equal(expected, Files(disk), StringComparer.Ordinal);
        }

        Assert.True(losses > Seeds);
    }

    // True when everything is committed.
    private static bool AttemptUntilPowerGoes(SimulatedDisk disk, SeededRandom random, ref long committed)
    {
        var power = new Power(random.Between(1, 60));
        var run = new RunDirectory("/data/out/run", new RunId("r"), new FaultyDisk(disk, power));
        try
        {
            Work(run, committed, out committed);
            return true;
        }
        catch (PowerLostException)
        {
            disk.LosePower(random);
            return false;
        }
    }

    // What a run does with its storage, from wherever the last attempt left it.
    private static void Work(RunDirectory run, long committedBefore, out long committed)
    {
        committed = committedBefore;
        using var lease = new FileLeases(_ => run).TryTake(run.Run)!;
        if (!run.HasJournal)
            run.Begin(lease, Text("{}"));
        using var journal = run.OpenJournal(lease, Fingerprint);
        var ledger = journal.Contents.ToLedger();
        Assert.True(ledger.EndStep >= committed, $"{committed} steps were committed, {ledger.EndStep} are left.");
        committed = ledger.EndStep;              // a commit whose sync never returned may have come through
        if (ledger.Started is null)
            Append(new RunStarted(Plan, Fingerprint, 1, 0));
        Append(new OwnershipTaken(lease.Epoch, "node", 1, DateTimeOffset.UnixEpoch));
        RunRecovery.Restore(run, lease, ledger, verifyHashes: true);
        while (ledger.EndStep < Chunks * ChunkSteps)
        {
            Append(new ChunkPublisher(run, lease).Publish(Chunk(ledger.EndStep)).Chunk!);
            committed = ledger.EndStep;
            StateFiles.DeleteOlderThanLastTwo(run, ledger);
        }

        void Append(IRunEvent happened)
        {
            journal.Append(happened);
            ledger = ledger.Apply(happened);
        }
    }

    private static ChunkSource Chunk(long first) => new(
        new StepRange(first, first + ChunkSteps),
        new TimeRange(first, first + ChunkSteps),
        [
            new TableSource($"run_chunk_{first:D9}_{first + ChunkSteps - 1:D9}.parquet", ChunkSteps, Text(new string('r', 1500) + first)),
            new TableSource($"psd_hist_chunk_{first:D9}_{first + ChunkSteps - 1:D9}.parquet", ChunkSteps, Text($"psd {first}")),
        ],
        Text($"state {first + ChunkSteps}"),
        NextInputOrdinal: 0,
        "StepLimit");

    private static Action<Stream> Text(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));

    private static List<string> Files(SimulatedDisk disk)
    {
        var ledger = new RunDirectory("/data/out/run", new RunId("r"), disk).ReadLedger();
        var states = new[] { ledger.State!, ledger.PreviousState! };
        return
        [
            .. ledger.TableFiles().Select(file => $"{file.Name} {file.Sha256} {Hash(disk, file.Name)}"),
            .. states.Select(file => $"{file.Name} {file.Sha256} {Hash(disk, file.Name)}"),
        ];
    }

    private static ContentHash Hash(SimulatedDisk disk, string name)
    {
        using var file = disk.OpenRead($"/data/out/run/{name}");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return ContentHash.Of(bytes);
    }

    private sealed class Power(int calls) : IDiskFaults
    {
        private int _left = calls;

        public void Before(DiskOperation operation, string path)
        {
            if (--_left <= 0)
                throw new PowerLostException();
        }
    }

    private sealed class PowerLostException() : Exception("The power is gone.");
}
