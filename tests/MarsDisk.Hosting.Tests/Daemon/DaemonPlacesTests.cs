using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Daemon;

namespace MarsDisk.Hosting.Tests.Daemon;

public sealed class DaemonPlacesTests
{
    private static DaemonPlaces Of(NodeConfiguration settings, params (string Name, string Value)[] variables) =>
        DaemonPlaces.Of(settings, variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal));

    [Fact]
    public void Variables_of_the_program_win_over_those_of_the_desktop()
    {
        var places = Of(
            NodeConfiguration.Default, ("MARSDISK_DATA_DIR", "/d"), ("XDG_DATA_HOME", "/x"), ("MARSDISK_RUNTIME_DIR", "/r"), ("XDG_RUNTIME_DIR", "/y"));

        Assert.Equal(new DaemonPlaces("/d", "/r/control.sock"), places);
    }

    [Fact]
    public void Without_them_the_places_are_those_of_the_user()
    {
        var desktop = Of(NodeConfiguration.Default, ("XDG_DATA_HOME", "/x"), ("XDG_RUNTIME_DIR", "/y"));
        var bare = Of(NodeConfiguration.Default, ("HOME", "/home/phobos"));

        Assert.Equal(new DaemonPlaces("/x/marsdisk", "/y/marsdisk/control.sock"), desktop);
        Assert.Equal("/home/phobos/.local/share/marsdisk", bare.Data);
        Assert.StartsWith(Path.GetTempPath(), bare.Socket, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_win_over_the_environment()
    {
        var settings = NodeConfiguration.Default;
        settings = settings with { Store = settings.Store with { Directory = "/s" }, Control = settings.Control with { Socket = "/c.sock" } };

        Assert.Equal(new DaemonPlaces("/s", "/c.sock"), Of(settings, ("MARSDISK_DATA_DIR", "/d"), ("MARSDISK_RUNTIME_DIR", "/r")));
    }
}
