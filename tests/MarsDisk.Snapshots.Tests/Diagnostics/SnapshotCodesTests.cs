using System.Reflection;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Tests.Diagnostics;

public sealed class SnapshotCodesTests
{
    private static IEnumerable<string> Codes => typeof(SnapshotCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(constant => constant.IsLiteral)
        .Select(constant => (string)constant.GetRawConstantValue()!);

    // Programs and alerts compare codes: one that goes away or is spelt anew breaks them. A new one is added to codes.txt.
    [Fact]
    public void Codes_are_those_that_were_published()
    {
        var published = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Diagnostics", "codes.txt"));

        Assert.Equal(published, Codes.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_code_is_dotted_lower_case_and_means_one_thing()
    {
        Assert.All(Codes, code => Assert.Matches(@"\A[a-z]+(\.[a-z]+)?\z", code));
        Assert.Equal(Codes.Count(), Codes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void An_answer_by_number_has_a_code()
    {
        Assert.Equal("blob.http.503", SnapshotCodes.BlobHttp(503));
        Assert.Equal("state.http.429", SnapshotCodes.StateHttp(429));
    }
}
