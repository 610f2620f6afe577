using System.Text;

using MarsDisk.Hosting.Daemon.Scenarios;

namespace MarsDisk.Hosting.Tests.Daemon;

public sealed class SourceStartTests
{
    [Theory]
    [InlineData("scenario \"a\" version 1\n", true)]
    [InlineData("\uFEFF# a comment\n\n  scenario \t\"a\"", true)]
    [InlineData("{\"op\":\"scenario\",\"name\":\"a\"", true)]
    [InlineData("{ \"op\": \"scenario\" }", true)]
    [InlineData("scena", null)]
    [InlineData("# a comment", null)]
    [InlineData("", null)]
    [InlineData("{\"op\":", null)]
    [InlineData("  at 1 s flush\n", false)]
    [InlineData("# scenario \"a\"\nrun \"b\"\n", false)]
    [InlineData("{\"op\":\"set\"}", false)]
    public void The_first_statement_says_whether_a_source_begins_here(string text, bool? isStart) =>
        Assert.Equal(isStart, SourceStart.Is(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_comment_without_end_is_no_beginning() =>
        Assert.False(SourceStart.Is(Encoding.UTF8.GetBytes("# " + new string('x', SourceStart.BytesMax))));
}
