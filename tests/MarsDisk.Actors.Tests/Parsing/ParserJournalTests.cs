using System.Collections.Immutable;

using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Tests.Parsing;

/// <summary>What stays of the journal of a parser that reads for weeks.</summary>
public sealed class ParserJournalTests() : ActorSpec(new SpecSetup
{
    RunsOnCallingThread = true,
    Journal = typeof(Paper),
    Belongings = [new Pages()],
})
{
    private const int Checkpoints = 200;

    private static readonly ScenarioAccepted Accepted = new("s", "here", 7, RequireEnd: true);

    private Pages Kept => Belongings.Of<Pages>(Sys);

    [Fact]
    public void Of_many_checkpoints_no_more_than_the_last_few_stay_and_a_next_life_has_the_newest()
    {
        var longest = Keep(TestActor, Enumerable.Range(0, Checkpoints));

        var last = CreateTestProbe("next");
        Start(last.Ref);
        var replayed = last.ExpectMsg<ParserJournalActor.Replayed>();

        Assert.True(replayed.IsAccepted);
        Assert.Equal(Checkpoint(Checkpoints - 1), replayed.Checkpoint);
        Assert.InRange(longest, 33, 36);
        Assert.Equal(Accepted, Kept.Events.First().Value);
    }

    [Fact]
    public void A_life_that_begins_with_many_checkpoints_shortens_its_journal_at_the_next_one()
    {
        Kept.Events.Add(1, Accepted);
        for (var number = 0; number < Checkpoints; number++)
            Kept.Events.Add(number + 2, Checkpoint(number));

        var journal = Start(TestActor);
        ExpectMsg<ParserJournalActor.Replayed>();
        Store(journal, Checkpoint(Checkpoints));

        Assert.Equal([Accepted, Checkpoint(Checkpoints)], Kept.Events.Values);
        Assert.Equal([Checkpoints + 3L, Checkpoints + 4L], Kept.Events.Keys);
    }

    [Theory]
    [InlineData(34)]
    [InlineData(35)]
    public void What_is_rejected_while_it_is_shortened_costs_no_event_and_is_nobody_elses_matter(int rejected)
    {
        Kept.Rejected.Add(rejected);

        EventFilter.Error(contains: "Rejected to persist").ExpectOne(() => Keep(TestActor, Enumerable.Range(0, Checkpoints)));

        Assert.Equal(Checkpoint(Checkpoints - 1), Kept.Events.Last().Value);
        Assert.InRange(Kept.Events.Count, 2, 40);
        Assert.DoesNotContain(rejected, Kept.Rejected);
    }

    private static CheckpointSaved Checkpoint(int number) => new([.. BitConverter.GetBytes(number)]);

    private IActorRef Start(IActorRef parser) => Sys.ActorOf(Props.Create(() => new ParserJournalActor("s", parser)));

    // The most events that were there at once.
    private int Keep(IActorRef parser, IEnumerable<int> numbers)
    {
        var journal = Start(parser);
        ExpectMsg<ParserJournalActor.Replayed>();
        Store(journal, Accepted);
        var longest = 0;
        foreach (var number in numbers)
        {
            Store(journal, Checkpoint(number));
            longest = Math.Max(longest, Kept.Events.Count);
        }
        Sys.Stop(journal);
        return longest;
    }

    private void Store(IActorRef journal, IScenarioEvent happened)
    {
        journal.Tell(new ParserJournalActor.Keep(happened), TestActor);
        Assert.Equal(happened, ExpectMsg<ParserJournalActor.Kept>().Event);
    }

    /// <summary>Events by number, and the numbers whose next event is rejected.</summary>
    internal sealed class Pages
    {
        public SortedDictionary<long, IScenarioEvent> Events { get; } = [];

        public HashSet<long> Rejected { get; } = [];
    }

    /// <summary>A journal that says what it still holds.</summary>
    internal sealed class Paper : AsyncWriteJournal
    {
        private readonly Pages _pages = Belongings.Of<Pages>(Context.System);

        public override Task ReplayMessagesAsync(
            IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
            Action<IPersistentRepresentation> recoveryCallback)
        {
            foreach (var (number, happened) in _pages.Events.Where(each => each.Key >= fromSequenceNr && each.Key <= toSequenceNr))
                recoveryCallback(new Persistent(happened, number, persistenceId));
            return Task.CompletedTask;
        }

        public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
            Task.FromResult(_pages.Events.Count == 0 ? 0 : _pages.Events.Keys.Last());

        protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
        {
            var answers = ImmutableList.CreateBuilder<Exception?>();
            foreach (var unit in messages)
            {
                var written = Assert.Single((IImmutableList<IPersistentRepresentation>)unit.Payload);
                var isRejected = _pages.Rejected.Remove(written.SequenceNr);
                if (!isRejected)
                    _pages.Events[written.SequenceNr] = (IScenarioEvent)written.Payload;
                answers.Add(isRejected ? new NotSupportedException("rejected") : null);
            }

            return Task.FromResult<IImmutableList<Exception?>?>(answers.ToImmutable());
        }

        protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken)
        {
            foreach (var number in _pages.Events.Keys.Where(number => number <= toSequenceNr).ToList())
                _pages.Events.Remove(number);
            return Task.CompletedTask;
        }
    }
}
