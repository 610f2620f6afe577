using System.Diagnostics;
using System.Globalization;
using MarsDisk.Snapshots.Hosts;

namespace MarsDisk.Snapshots.Testing.Crashes;

/// <summary>A run of the process that dies.</summary>
/// <param name="ExitCode">137 when it was killed.</param>
/// <param name="Lines">What it had finished.</param>
/// <param name="Errors">What it said besides.</param>
public sealed record CrashProcess(int ExitCode, IReadOnlyList<string> Lines, string Errors)
{
    /// <summary>Exit code of a process that SIGKILL ended.</summary>
    public const int Killed = 128 + 9;

    /// <summary>Runs it to its end.</summary>
    /// <param name="assembly">The test project, whose entry point is <see cref="CrashChild"/>.</param>
    /// <param name="failpoints">Where it dies.</param>
    /// <param name="arguments">What it does.</param>
    public static async Task<CrashProcess> RunAsync(string assembly, string? failpoints, params string[] arguments)
    {
        using var process = Start(assembly, failpoints, arguments);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return new CrashProcess(process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors.ConfigureAwait(false));
    }

    /// <summary>Starts it; the caller ends it.</summary>
    public static Process Start(string assembly, string? failpoints, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[EnvironmentFailpoints.Variable] = failpoints ?? "";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>The last sequence whose persist was reported as done; 0: none.</summary>
    public long LastDone => Lines.Where(line => line.StartsWith("ok ", StringComparison.Ordinal))
        .Select(line => long.Parse(line.AsSpan(3), CultureInfo.InvariantCulture)).LastOrDefault();
}
