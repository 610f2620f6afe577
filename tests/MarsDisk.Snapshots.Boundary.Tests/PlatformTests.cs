using System.Diagnostics;

namespace MarsDisk.Snapshots.Boundary.Tests;

/// <summary>The analyzer of platforms stops the build of a call that a browser lacks.</summary>
public sealed class PlatformTests
{
    private const string Unguarded = """
        namespace Planted;

        /// <summary>Planted.</summary>
        public static class Unguarded
        {
            /// <summary>Starts a thread.</summary>
            public static void Run() => new Thread(() => { }).Start();
        }
        """;

    [Theory]
    [InlineData("MarsDisk.Snapshots.Abstractions")]
    [InlineData("MarsDisk.Snapshots")]
    public void A_project_of_the_core_says_that_it_runs_in_a_browser(string project) => Assert.Contains(
        "<SupportedPlatform Include=\"browser\" />", File.ReadAllText(Path.Combine(Root(), "src", project, $"{project}.csproj")), StringComparison.Ordinal);

    [Fact]
    public async Task An_unguarded_call_is_an_error_of_a_project_that_says_so()
    {
        // Below the root, so that it is built with the settings of the repository.
        var folder = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", $"planted-{Guid.NewGuid():N}")).FullName;
        try
        {
            var core = Path.Combine(Root(), "src", "MarsDisk.Snapshots.Abstractions", "MarsDisk.Snapshots.Abstractions.csproj");
            await File.WriteAllTextAsync(Path.Combine(folder, "Planted.csproj"), $"<Project><Import Project=\"{core}\" /></Project>");
            await File.WriteAllTextAsync(Path.Combine(folder, "Planted.cs"), Unguarded);

            var (exitCode, output) = await BuildAsync(folder);

            Assert.NotEqual(0, exitCode);
            Assert.Contains("error CA1416: This call site is reachable on all platforms. 'Thread.Start()' is unsupported on: 'browser'.", output, StringComparison.Ordinal);
            Assert.Single(output.Split("error ").Skip(1).Select(error => error.Split(':')[0]).Distinct(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> BuildAsync(string folder)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder };
        foreach (var argument in new[] { "build", "Planted.csproj", "-nodeReuse:false", "-v", "q", "--nologo", $"-p:ArtifactsPath={folder}/out" })
            start.ArgumentList.Add(argument);
        // What the test host tells its children about MSBuild is not for this build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MarsDisk.Actors.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
