using MarsDisk.Simulated.Mutations;

namespace MarsDisk.Simulated;

public sealed class MutationTests
{
    public static TheoryData<string> Names => [.. MutationList.All.Select(mutation => mutation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_found_within_five_thousand_seeds(string name)
    {
        var mutation = MutationList.All.Single(planted => planted.Name == name);

        var found = MutationTable.Try(mutation, Environment.ProcessorCount);

        Assert.NotNull(found);
    }

    [Fact]
    public void A_bug_whose_place_is_gone_is_reported_and_not_passed_over()
    {
        var gone = new Mutation("gone", [new Edit("src/MarsDisk.Actors/Pipeline/BatchOrder.cs", "this text is not there", "")]);

        var error = Assert.Throws<InvalidOperationException>(() => new MutatedProgram(gone));

        Assert.Contains("0 times", error.Message, StringComparison.Ordinal);
    }
}
