using System.Diagnostics;

namespace MarsDisk.Processes.Tests.Harness;

/// <summary>A file system of a few megabytes where this process may mount one, which needs the rights of an administrator.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    private SmallDisk(string path)
    {
        _path = path;
    }

    /// <summary>Mounts a file system in memory.</summary>
    /// <returns>The disk, or null where mounting is not allowed.</returns>
    public static async Task<SmallDisk?> TryMountAsync(string path, int megabytes)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        Directory.CreateDirectory(path);
        var mounted = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path);
        return mounted ? new SmallDisk(path) : null;
    }

    public void Dispose()
    {
        using var unmount = Process.Start(new ProcessStartInfo("umount", [_path]) { UseShellExecute = false, RedirectStandardError = true })!;
        unmount.WaitForExit();
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
