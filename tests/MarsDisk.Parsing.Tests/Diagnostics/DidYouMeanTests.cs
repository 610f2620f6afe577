namespace MarsDisk.Parsing.Tests.Diagnostics;

public sealed class DidYouMeanTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("run", "runn", 1)]
    [InlineData("run", "rnu", 1)]
    [InlineData("ca", "abc", 2)]
    [InlineData("radiation", "radaition", 1)]
    [InlineData("snapshot", "flush", 6)]
    public void Counts_inserted_deleted_replaced_and_swapped_characters(string left, string right, int distance)
    {
        Assert.Equal(distance, DidYouMean.Distance(left, right));
        Assert.Equal(distance, DidYouMean.Distance(right, left));
    }

    [Theory]
    [InlineData("runn", "run")]
    [InlineData("rxxn", "")]
    [InlineData("snpshto", "snapshot")]
    [InlineData("snxpxhxt", "")]
    public void Allows_two_changes_and_one_in_words_under_five_letters(string word, string found)
        => Assert.Equal(found, string.Join(",", DidYouMean.Nearest(word, ["run", "snapshot"])));

    [Fact]
    public void Offers_the_best_three_as_replacements_nearest_first()
    {
        var at = new SourceSpan(3, 8, 1, 4, 1, 9);

        FixIt[] wanted =
            [new FixIt.Replace(at, "cable"), new FixIt.Replace(at, "fable"), new FixIt.Replace(at, "gable")];

        var fixes = DidYouMean.FixIts(at, "table", ["tabled", "cable", "tablets", "fable", "gable", "table"]);

        Assert.Equal(wanted, fixes);
    }

    [Fact]
    public void Asks_in_a_sentence()
    {
        Assert.Null(DidYouMean.Sentence([]));
        Assert.Equal("did you mean \"a\"?", DidYouMean.Sentence(["a"]));
        Assert.Equal("did you mean \"a\", \"b\" or \"c\"?", DidYouMean.Sentence(["a", "b", "c"]));
    }
}
