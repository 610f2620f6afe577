using MarsDisk.Actors.Parsing;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Parsing.Parser;

namespace MarsDisk.Actors.Tests.Parsing;

public sealed class DecisionTests
{
    [Fact]
    public void A_parser_that_ran_dry_goes_on_with_a_quarter_of_the_credits_or_all_that_it_spent()
    {
        var book = new CreditBook(64);
        book.Add(32);
        for (var unit = 0; unit < 32; unit++)
            book.Spend();
        Assert.True(book.IsDry);

        book.Add(8);
        Assert.True(book.IsDry);
        book.Add(8);
        Assert.False(book.IsDry);

        var small = new CreditBook(64);
        small.Add(2);
        small.Spend();
        small.Spend();
        small.Add(2);
        Assert.False(small.IsDry);
    }

    [Fact]
    [Trait("Item", "120")]
    public void Units_that_came_before_are_counted_and_a_gap_is_seen()
    {
        var book = new OrdinalBook();
        book.Position(10);

        Assert.Equal(0, book.Take(10, 5));
        Assert.Equal(3, book.Take(12, 6));
        Assert.Equal(2, book.Take(8, 2));
        Assert.Null(book.Take(20, 1));
        Assert.Equal(18, book.Next);
    }

    [Fact]
    [Trait("Item", "120")]
    public void Kept_rows_are_known_however_their_batches_are_cut()
    {
        var book = new OrdinalBook();
        book.Keep(4, 3);
        book.Keep(7, 5);
        book.Keep(20, 1);

        Assert.Equal(0, book.Kept(3, 1));
        Assert.Equal(2, book.Kept(10, 6));
        Assert.Equal(1, book.Kept(20, 4));
        Assert.Equal(0, book.Kept(12, 8));
    }

    [Fact]
    public void A_full_queue_opens_when_half_of_it_has_gone_or_when_the_clock_waits_for_a_row()
    {
        var marks = new QueueMarks();

        Assert.False(marks.IsFull(255, 7, needsRow: false));
        Assert.True(marks.IsFull(256, 0, needsRow: false));
        Assert.True(marks.IsFull(129, 0, needsRow: false));
        Assert.False(marks.IsFull(129, 0, needsRow: true));
        Assert.True(marks.IsFull(129, 1, needsRow: true));
        Assert.False(marks.IsFull(128, 4, needsRow: false));
        Assert.True(marks.IsFull(0, 8, needsRow: false));
    }

    [Fact]
    [Trait("Item", "121")]
    public void Three_failures_at_one_unit_are_poison()
    {
        var budget = new RestartBudget(TimeProvider.System);

        for (var failure = 0; failure < 2; failure++)
        {
            budget.Note(new ParsingException(17, new InvalidOperationException("no")));
            Assert.NotNull(budget.Delay());
        }

        budget.Note(new ParsingException(17, new InvalidOperationException("no")));
        Assert.Null(budget.Delay());
        Assert.True(budget.IsPoisoned);
    }

    [Fact]
    public void Failures_at_other_units_are_waited_out_ever_longer_five_times_a_minute()
    {
        var budget = new RestartBudget(TimeProvider.System);
        var delays = new List<TimeSpan>();
        for (var failure = 0; failure < 5; failure++)
        {
            budget.Note(new ParsingException(failure, new InvalidOperationException("no")));
            delays.Add(budget.Delay()!.Value);
        }

        budget.Note(new ParsingException(6, new InvalidOperationException("no")));

        Assert.Equal(delays.Order(), delays);
        Assert.InRange(delays[0].TotalMilliseconds, 200, 240);
        Assert.Null(budget.Delay());
        Assert.False(budget.IsPoisoned);
    }
}
