using System.Diagnostics;

namespace MarsDisk.Processes.Tests.Harness;

/// <summary>The built program of the configuration under test.</summary>
internal static class MarsDiskProgram
{
    private static readonly string[] Hooks = ["MARSDISK_CRASH_AT", "MARSDISK_FAILPOINTS", .. Offload.Names, "IO_STREAMING"];

    /// <summary>The small run of these tests.</summary>
    public static string SmallConfiguration { get; } = DataFile("small.yml");

    private static string Assembly { get; } = FindAssembly();

    public static string DataFile(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    /// <summary>Starts the program; the caller disposes it, which ends it by its id if it still lives.</summary>
    public static RunningProgram Start(string folder, IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        Start(folder, arguments, deadline: null, environment);

    /// <summary>The same for a process that has much to do.</summary>
    public static RunningProgram Start(
        string folder, IEnumerable<string> arguments, TimeSpan? deadline, params (string Name, string Value)[] environment) =>
        Start(folder, arguments, deadline, "", environment);

    /// <summary>Starts a program that reads standard input, and waits for its end.</summary>
    public static async Task<ProgramEnd> RunFedAsync(WorkFolder folder, string input, (string Name, string Value)[] environment, params string[] arguments)
    {
        using var program = Start(folder.Path, arguments, deadline: null, input, environment);
        return await program.EndAsync();
    }

    private static RunningProgram Start(
        string folder, IEnumerable<string> arguments, TimeSpan? deadline, string input, (string Name, string Value)[] environment)
    {
        // Tests that run in the background inherit ignored interrupts; the program must hear them all the same.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Assembly, .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Hooks)
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new RunningProgram(Process.Start(start)!, deadline, input);
    }

    /// <summary>Starts the program and waits for its end.</summary>
    public static Task<ProgramEnd> RunAsync(WorkFolder folder, params string[] arguments) => RunWithAsync(folder, [], arguments);

    /// <summary>The same with environment variables.</summary>
    public static async Task<ProgramEnd> RunWithAsync(
        WorkFolder folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        using var program = Start(folder.Path, arguments, environment);
        return await program.EndAsync();
    }

    // artifacts/<runtime>/bin/MarsDisk.Processes.Tests/<configuration>/ and artifacts/<runtime>/program/<configuration>/.
    private static string FindAssembly()
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var path = Path.Combine(own.Parent!.Parent!.Parent!.FullName, "program", own.Name, "marsdisk.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"The program under test is not built: {path}.");
    }
}
