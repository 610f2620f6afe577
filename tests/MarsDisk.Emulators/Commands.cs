using System.ComponentModel;
using System.Diagnostics;

namespace MarsDisk.Emulators;

/// <summary>Runs a program to its end and returns what it printed.</summary>
internal static class Commands
{
    public static string Run(string program, IReadOnlyList<string> arguments, string? workingFolder, string? userName = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder ?? "",
        };
        if (userName is not null)
            start.UserName = userName;
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new EmulatorException($"{program} {string.Join(' ', arguments)} failed: {errors.GetAwaiter().GetResult()}");
        }
        catch (Win32Exception error)
        {
            throw new EmulatorException(
                program is "node" or "npm"
                    ? $"The tests need {program} on the PATH (node 20 or newer with npm); it could not be started."
                    : $"{program} could not be started.",
                error);
        }
    }
}
