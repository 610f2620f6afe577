using System.Diagnostics;

namespace MarsDisk.Processes.Tests.Harness;

/// <summary>Named pipes: files whose opening waits for the other end.</summary>
internal static class Pipes
{
    public static async Task MakeAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var make = Process.Start("mkfifo", [path]);
        await make.WaitForExitAsync();
        Assert.Equal(0, make.ExitCode);
    }
}
