using MarsDisk.Journal.Events;
using MarsDisk.Snapshots.Container;
using MarsDisk.Storage.Publishing;
using MarsDisk.Storage.Recovery;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Tests.State;

public class HistoryFileTests
{
    [Fact]
    public void A_history_is_published_under_the_name_of_its_step_and_read_back()
    {
        using var run = new TestRun();
        var saved = Save(run, 7);

        Assert.Equal("state/history-000000007.bin", saved.File.Name);
        Assert.Equal((7, 3.5, 2), (saved.Step, saved.TimeSeconds, saved.NextInputOrdinal));
        Assert.Equal("history 7", HistoryFiles.Read(run.Files, saved, TextOf));
        Assert.True(HistoryFiles.Owns(saved.File.Name));
        Assert.False(HistoryFiles.Owns("state/state-000000007.bin"));
    }

    [Fact]
    public void The_same_history_has_the_same_bytes()
    {
        using var one = new TestRun();
        using var other = new TestRun();

        Assert.Equal(Save(one, 7), Save(other, 7));
    }

    [Fact]
    public void A_history_that_is_cut_anywhere_is_refused()
    {
        using var run = new TestRun();
        var saved = Save(run, 7);
        var path = run.Files.PathOf(saved.File.Name);
        var bytes = File.ReadAllBytes(path);

        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Throws<ContainerException>(() => HistoryFiles.Read(run.Files, saved, TextOf));
        }
    }

    [Fact]
    public void A_history_with_any_flipped_bit_is_refused()
    {
        using var run = new TestRun();
        var saved = Save(run, 7);
        var path = run.Files.PathOf(saved.File.Name);
        var bytes = File.ReadAllBytes(path);

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, damaged);
            Assert.Throws<ContainerException>(() => HistoryFiles.Read(run.Files, saved, TextOf));
        }
    }

    [Fact]
    public void A_whole_history_that_is_not_the_one_of_the_journal_is_refused()
    {
        using var run = new TestRun();
        var (saved, other) = (Save(run, 7), Save(run, 8));
        File.Copy(run.Files.PathOf(other.File.Name), run.Files.PathOf(saved.File.Name), overwrite: true);

        var refused = Assert.Throws<ContainerException>(() => HistoryFiles.Read(run.Files, saved, TextOf));

        Assert.Contains($"but {saved.File.Sha256} was saved", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "state/history-000000030.bin")]
    [InlineData(2, "state/history-000000020.bin state/history-000000030.bin")]
    [InlineData(0, "state/history-000000010.bin state/history-000000020.bin state/history-000000030.bin")]
    public void Only_the_newest_stay_and_one_that_no_event_names_yet(int kept, string names)
    {
        using var run = new TestRun();
        var ledger = run.Commit(0, [.. new long[] { 10, 20, 30 }.Select(step => Save(run, step))]);
        Save(run, 40);

        HistoryFiles.DeleteOld(run.Files, ledger, kept);

        Assert.Equal($"{names} state/history-000000040.bin", string.Join(' ', run.PublishedNames()));
    }

    [Fact]
    public void A_commit_makes_every_history_before_it_void()
    {
        using var run = new TestRun();
        var (early, late) = (Save(run, 5), Save(run, 10));
        var ledger = run.Commit(1);

        Assert.Equal([early.File.Name, late.File.Name], HistoryFiles.DeleteOld(run.Files, ledger, kept: 1));
    }

    [Fact]
    public void Recovery_deletes_what_no_event_names_and_keeps_what_one_does()
    {
        using var run = new TestRun();
        var named = Save(run, 10);
        var ledger = run.Commit(0, named);
        Save(run, 20);
        using var lease = run.Leases.TryTake(run.Files.Run)!;

        RunRecovery.Restore(run.Files, lease, ledger);

        Assert.Equal([named.File.Name], run.PublishedNames());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Whoever_has_lost_the_run_publishes_no_history(int heldTimes)
    {
        using var run = new TestRun();
        run.Commit(0);

        var result = new HistoryPublisher(run.Files, new FakeLease(heldTimes)).Publish(5, 0, 0, TestRun.Text("late"));

        Assert.Equal(PublishErrorKind.LeaseLost, result.Error!.Kind);
        Assert.Empty(run.PublishedNames());
        Assert.DoesNotContain(run.Names(), name => name.StartsWith("tmp/", StringComparison.Ordinal));
    }

    private static HistorySaved Save(TestRun run, long step)
    {
        if (!Directory.Exists(run.Files.State))
            run.Begin().Dispose();
        return new HistoryPublisher(run.Files, new FakeLease()).Publish(step, step / 2.0, 2, TestRun.Text($"history {step}")).Saved!;
    }

    private static string TextOf(Stream body)
    {
        using var reader = new StreamReader(body, leaveOpen: true);
        return reader.ReadToEnd();
    }
}
