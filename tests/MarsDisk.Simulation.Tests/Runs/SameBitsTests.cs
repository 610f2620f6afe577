using System.Diagnostics;
using System.Globalization;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>
/// Law 4: the same inputs give the same bytes whatever instructions the processor has and however the runtime compiles.
/// Each switch needs a process of its own, because it is read when the runtime starts.
/// </summary>
public sealed class SameBitsTests
{
    private static readonly string[] Names = ["cascade_40bins", "sublimation_surface", "sublimation_smol", "surface_ode_psitau"];

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    [InlineData("DOTNET_TieredCompilation", 512)]
    [InlineData("DOTNET_TieredPGO", 512)]
    public async Task A_run_has_the_same_chunk_files_when_a_feature_of_the_runtime_is_switched_off(
        string featureSwitch, int widestVector)
    {
        var (vectorBits, hashes) = await RunWithout(featureSwitch);

        Assert.InRange(vectorBits, 0, widestVector);
        Assert.Equal(Array.ConvertAll(Names, ShortRun.Hash), hashes);
    }

    private static async Task<(int VectorBits, string[] Hashes)> RunWithout(string featureSwitch)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && IsDotnet(path) ? path : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(SameBitsTests).Assembly.Location);
        foreach (var name in Names)
            start.ArgumentList.Add(name);
        start.Environment[featureSwitch] = "0";

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, await errors);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (int.Parse(lines[0], CultureInfo.InvariantCulture), lines[1..]);
    }

    private static bool IsDotnet(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";
}
