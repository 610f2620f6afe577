using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Sweeps;

/// <summary>A sweep that one process finished without being disturbed: what every disturbed one has to equal.</summary>
public sealed class UndisturbedSweep : IAsyncLifetime, IDisposable
{
    /// <summary>Enough for a machine that has other things to do.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(240);

    private readonly WorkFolder _folder = new();

    internal SweepFolder Hundred => new(_folder["hundred"]);

    public async Task InitializeAsync()
    {
        string[] arguments = ["sweep", "run", MarsDiskProgram.DataFile("hundred.yml"), "-o", "hundred", "--claim-interval", "10ms"];
        using var program = MarsDiskProgram.Start(_folder.Path, arguments, Deadline);
        var end = await program.EndAsync();

        Assert.True(end.ExitCode == 0, end.ToString());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
