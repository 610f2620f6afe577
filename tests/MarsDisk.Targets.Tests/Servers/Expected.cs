using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Targets.Tests.Servers;

/// <summary>The undisturbed run, made once for all tests.</summary>
internal static class Expected
{
    private static readonly Lazy<Task<UndisturbedRun>> Run = new(MakeAsync);

    public static async Task<RunFolder> RunAsync() => (await Run.Value).Run;

    private static async Task<UndisturbedRun> MakeAsync()
    {
        var undisturbed = new UndisturbedRun();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => undisturbed.Dispose();
        await undisturbed.InitializeAsync();
        return undisturbed;
    }
}
