namespace MarsDisk.Configuration.Tests;

public sealed class EnvironmentSwitchesTests
{
    [Theory]
    [InlineData("FORCE_STREAMING_OFF=1", false)]
    [InlineData("FORCE_STREAMING_ON=Yes", true)]
    [InlineData("IO_STREAMING=disabled", false)]
    [InlineData("IO_STREAMING=enable", true)]
    [InlineData("FORCE_STREAMING_ON=1;FORCE_STREAMING_OFF=1", false)]
    [InlineData("FORCE_STREAMING_ON=1;IO_STREAMING=off", false)]
    [InlineData("FORCE_STREAMING_OFF=0;IO_STREAMING=on", true)]
    [InlineData("FORCE_STREAMING_ON=0", null)]
    [InlineData("IO_STREAMING=perhaps", null)]
    [InlineData("OTHER=1", null)]
    public void Off_wins_over_on_and_other_words_are_unset(string variables, bool? streaming)
    {
        Assert.Equal(streaming, EnvironmentSwitches.Read(Variables(variables)).Streaming);
    }

    [Theory]
    [InlineData("FORCE_STREAMING_ON=1", true)]
    [InlineData("OTHER=1", false)]
    public void Opting_out_does_not_defeat_a_forced_on(string variables, bool isActive)
    {
        var run = ConfigurationLoader.Load(Configurations.Minimal, "run.yml",
            [new OverrideText("io.streaming={enable: true, opt_out: true}")],
            EnvironmentSwitches.Read(Variables(variables))).Parameters!;

        Assert.Equal(isActive, run.Io.Streaming.IsActive);
    }

    [Fact]
    public void Archiving_can_be_forced_off()
    {
        var run = ConfigurationLoader.Load(Configurations.Minimal, "run.yml",
            [new OverrideText("io.archive={enabled: true, dir: /a}")], EnvironmentSwitches.Read(Variables("IO_ARCHIVE=no")));

        Assert.False(run.Parameters!.Io.Archive.Enabled);
    }

    private static Dictionary<string, string> Variables(string text) =>
        text.Split(';').Select(entry => entry.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
