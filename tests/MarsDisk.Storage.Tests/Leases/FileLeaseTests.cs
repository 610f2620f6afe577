using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Storage.Tests.Leases;

public class FileLeaseTests
{
    [Fact]
    public void Lets_one_owner_in_at_a_time()
    {
        using var run = new TestRun();

        using var first = run.Leases.TryTake(run.Files.Run);

        Assert.NotNull(first);
        Assert.Null(run.Leases.TryTake(run.Files.Run));
        Assert.True(FileLeases.IsHeld(run.Files));
    }

    [Fact]
    public void Raises_the_epoch_each_time_it_is_taken()
    {
        using var run = new TestRun();
        var epochs = new List<long>();

        for (var i = 0; i < 3; i++)
        {
            using var lease = run.Leases.TryTake(run.Files.Run)!;
            epochs.Add(lease.Epoch);
        }

        Assert.Equal([1, 2, 3], epochs);
        Assert.False(FileLeases.IsHeld(run.Files));
    }

    [Fact]
    public void Goes_on_from_the_epoch_of_the_journal_when_the_lease_file_is_lost_or_half_written()
    {
        using var run = new TestRun();
        run.Commit(1, TestRun.Owner(41));

        File.Delete(run.Files.LeasePath);
        using (var lease = run.Leases.TryTake(run.Files.Run)!)
            Assert.Equal(42, lease.Epoch);
        File.WriteAllText(run.Files.LeasePath, "0000");
        using (var lease = run.Leases.TryTake(run.Files.Run)!)
            Assert.Equal(42, lease.Epoch);
    }

    [Fact]
    public void Is_held_until_it_is_disposed()
    {
        using var run = new TestRun();
        var lease = run.Leases.TryTake(run.Files.Run)!;

        var before = lease.IsHeld;
        lease.Dispose();

        Assert.True(before);
        Assert.False(lease.IsHeld);
        Assert.True(File.Exists(run.Files.LeasePath));
    }

    [Fact]
    public void Does_not_open_the_journal_with_a_lost_lease()
    {
        using var run = new TestRun();

        Assert.Throws<LeaseLostException>(() => run.Files.OpenJournal(new FakeLease(0), TestRun.Fingerprint));
    }

    [Fact]
    public void Does_not_open_a_journal_that_already_has_an_owner_with_this_epoch()
    {
        using var run = new TestRun();
        using (var lease = run.Leases.TryTake(run.Files.Run)!)
        {
            run.Files.Begin(lease, _ => { });
            using var journal = run.Files.OpenJournal(lease, TestRun.Fingerprint);
            journal.Append(new RunStarted(default, default, 1, 0));
            journal.Append(new OwnershipTaken(lease.Epoch, "here", 1, default));
        }

        Assert.Throws<LeaseLostException>(() => run.Files.OpenJournal(new FakeLease(), TestRun.Fingerprint));
    }

    [Fact]
    public async Task Waits_until_whoever_only_looks_lets_go()
    {
        using var run = new TestRun();
        var looking = run.Leases.TryTake(run.Files.Run)!;

        var taking = run.Leases.TryTakeAsync(run.Files.Run, TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);
        var isTakenEarly = taking.IsCompleted;
        looking.Dispose();
        using var lease = await taking;

        Assert.False(isTakenEarly);
        Assert.Equal(2, lease!.Epoch);
    }

    [Fact]
    public async Task Gives_up_when_it_stays_held()
    {
        using var run = new TestRun();
        using var holder = run.Leases.TryTake(run.Files.Run);

        Assert.Null(await run.Leases.TryTakeAsync(run.Files.Run, TimeSpan.Zero, TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public async Task Is_not_held_by_whoever_looks_at_it_for_an_instant()
    {
        using var run = new TestRun();
        var looking = run.Leases.TryTake(run.Files.Run)!;

        var asking = FileLeases.StaysHeldAsync(run.Files, TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);
        var isAnsweredEarly = asking.IsCompleted;
        looking.Dispose();
        var staysHeld = await asking;
        using var holder = run.Leases.TryTake(run.Files.Run);

        Assert.False(isAnsweredEarly);
        Assert.False(staysHeld);
        Assert.True(await FileLeases.StaysHeldAsync(run.Files, TimeSpan.Zero, TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public void Is_lost_when_a_person_moves_the_file_away_and_another_owner_takes_the_run()
    {
        using var run = new TestRun();
        using var sleeper = run.Leases.TryTake(run.Files.Run)!;

        File.Move(run.Files.LeasePath, run.Files.LeasePath + ".away");
        var isHeldMeanwhile = sleeper.IsHeld;
        using var other = run.Leases.TryTake(run.Files.Run)!;

        Assert.True(isHeldMeanwhile);
        Assert.False(sleeper.IsHeld);
        Assert.True(other.IsHeld);
    }

    [Fact]
    public void Gives_each_owner_a_higher_epoch_even_when_the_file_is_moved_away()
    {
        using var run = new TestRun();
        run.Commit(1, TestRun.Owner(5));
        File.Move(run.Files.LeasePath, run.Files.LeasePath + ".away");

        using var other = run.Leases.TryTake(run.Files.Run)!;

        Assert.Equal(6, other.Epoch);
    }
}
