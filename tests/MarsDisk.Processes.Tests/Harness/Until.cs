namespace MarsDisk.Processes.Tests.Harness;

/// <summary>Waits for a condition that another process brings about; nothing depends on how often it is looked at.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(240);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"waited {Deadline.TotalSeconds} s for {what}");
            await Task.Delay(Pause);
        }
    }
}
