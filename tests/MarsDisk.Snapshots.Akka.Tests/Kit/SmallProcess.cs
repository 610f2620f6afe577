using System.Diagnostics;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>A run of this assembly with a heap of 64 MiB.</summary>
internal sealed record SmallProcess(int ExitCode, IReadOnlyList<string> Lines, string Errors)
{
    private const string HeapBytes = "4000000";              // hexadecimal

    public static async Task<SmallProcess> RunAsync(string assembly, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["exec", assembly, .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapBytes;
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new SmallProcess(process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors);
    }
}
