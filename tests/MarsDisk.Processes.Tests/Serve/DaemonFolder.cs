using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>Data and socket of one daemon, and commands that talk to it.</summary>
internal sealed class DaemonFolder : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly (string, string)[] _places;

    public DaemonFolder()
    {
        _places = [("MARSDISK_RUNTIME_DIR", _folder["run"]), ("MARSDISK_DATA_DIR", _folder["data"]), ("NOTIFY_SOCKET", "")];
    }

    public string Socket => Path.Combine(_folder["run"], "control.sock");

    public WorkFolder Files => _folder;

    /// <summary>Starts a daemon and waits until it takes runs.</summary>
    public async Task<RunningProgram> StartAsync((string, string)[]? environment = null, params string[] options)
    {
        var daemon = Start(environment, options);
        await daemon.SaysAsync("ready: control socket");
        return daemon;
    }

    /// <summary>Starts a daemon and waits for nothing.</summary>
    public RunningProgram Start((string, string)[]? environment = null, params string[] options) =>
        MarsDiskProgram.Start(_folder.Path, ["serve", .. options], [.. _places, .. environment ?? []]);

    /// <summary>A command and how it ended.</summary>
    public Task<ProgramEnd> TellAsync(params string[] command) => MarsDiskProgram.RunWithAsync(_folder, _places, command);

    /// <summary>A command that lives on.</summary>
    public RunningProgram StartCommand(params string[] command) => MarsDiskProgram.Start(_folder.Path, command, _places);

    /// <summary>Submits the small run and gives its directory.</summary>
    public async Task<RunFolder> SubmitAsync(params string[] options)
    {
        var end = await TellAsync(["runs", "submit", MarsDiskProgram.SmallConfiguration, .. options]);
        Assert.True(end.ExitCode == 0, end.ToString());
        return RunOf(end.Output.Trim());
    }

    public RunFolder RunOf(string id) => new(Path.Combine(_folder["data"], "runs", id));

    public void Dispose() => _folder.Dispose();
}
