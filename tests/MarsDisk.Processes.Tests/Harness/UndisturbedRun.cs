namespace MarsDisk.Processes.Tests.Harness;

/// <summary>The small run, undisturbed: what every disturbed one has to equal. Made once for a class of tests.</summary>
public sealed class UndisturbedRun : IAsyncLifetime, IDisposable
{
    private readonly WorkFolder _folder = new();

    internal RunFolder Run => new(_folder["run"]);

    /// <summary>Time from start to end on this machine, now.</summary>
    internal TimeSpan Duration { get; private set; }

    public async Task InitializeAsync()
    {
        var end = await MarsDiskProgram.RunAsync(_folder, Command.Run("run"));

        Assert.True(end.ExitCode == 0, end.ToString());
        Duration = end.Duration;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
