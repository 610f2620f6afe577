using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Sweeps;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Tests.Sweeps;

public sealed class RunClaimerActorTests : ClockedSpec
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly RunEnded Ended = new(new RunId("a"), new RunOutcomeReport.Completed(1));

    private readonly Claims _claims = new();

    [Fact]
    public void Takes_one_run_in_an_interval_and_no_more_than_there_are_slots()
    {
        var claimer = Start(slots: 2);

        ExpectMsg<StartClaimed>();
        ExpectNoMsg(TimeSpan.Zero);
        Advance(Interval);
        ExpectMsg<StartClaimed>();
        Advance(Interval);
        ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(2, _claims.Asked);

        claimer.Tell(Ended, TestActor);
        ExpectMsg<StartClaimed>();
        Assert.Equal(["a"], _claims.Noted);
    }

    [Fact]
    public void A_run_that_ends_early_leaves_its_slot_empty_until_the_next_interval()
    {
        var claimer = Start(slots: 1);
        ExpectMsg<StartClaimed>();

        claimer.Tell(Ended, TestActor);
        ExpectNoMsg(TimeSpan.Zero);
        Advance(Interval);
        ExpectMsg<StartClaimed>();
    }

    [Fact]
    public void Looks_again_in_the_next_interval_when_there_was_nothing_to_take()
    {
        _claims.IsEmpty = true;
        Start(slots: 1);
        ExpectNoMsg(TimeSpan.Zero);

        _claims.IsEmpty = false;
        Advance(Interval);

        ExpectMsg<StartClaimed>();
        Assert.Equal(2, _claims.Asked);
    }

    private IActorRef Start(int slots)
    {
        var (claims, settings, line, node) = (_claims, new ClaimSettings(slots, Interval), new Immediately(), TestActor);
        return ActorOf(Props.Create(() => new RunClaimerActor(claims, settings, line, node)), "claimer");
    }

    private sealed class Claims : IRunClaims
    {
        public bool IsEmpty { get; set; }

        public int Asked { get; private set; }

        public List<string> Noted { get; } = [];

        public ClaimedRun? Next()
        {
            Asked++;
            return IsEmpty ? null : new ClaimedRun(null!, null!);
        }

        public void Note(RunEnded ended) => Noted.Add(ended.Run.Value);
    }

    private sealed class Immediately : IWorkLine
    {
        public bool TryAdd(Action job)
        {
            job();
            return true;
        }

        public void Dispose()
        {
        }
    }
}
