using System.Text;

using MarsDisk.Hosting.Daemon.Scenarios;

namespace MarsDisk.Hosting.Tests.Daemon;

public sealed class SourceEndTests
{
    [Theory]
    [InlineData("run \"a\" {\n}\nend", true)]
    [InlineData("end\n", true)]
    [InlineData("  end  # that is all\n\n# a comment\n", true)]
    [InlineData("{\"op\":\"end\"}\n", true)]
    [InlineData("{ \"op\": \"end\" }", true)]
    [InlineData("", false)]
    [InlineData("# end\n", false)]
    [InlineData("  at end snapshot\n}\n", false)]
    [InlineData("weekend", false)]
    [InlineData("end\nrun \"a\" {\n", false)]
    public void A_source_is_complete_when_its_last_statement_is_end(string text, bool isComplete)
    {
        var whole = new SourceEnd();
        var pieces = new SourceEnd();

        whole.Take(Encoding.UTF8.GetBytes(text));
        foreach (var value in Encoding.UTF8.GetBytes(text))
            pieces.Take([value]);

        Assert.Equal(isComplete, whole.IsComplete);
        Assert.Equal(isComplete, pieces.IsComplete);
    }

    [Fact]
    public void Only_the_last_bytes_are_kept()
    {
        var end = new SourceEnd();

        end.Take(Encoding.UTF8.GetBytes(new string('x', 10_000)));
        end.Take("\nend\n"u8);

        Assert.True(end.IsComplete);
    }
}
