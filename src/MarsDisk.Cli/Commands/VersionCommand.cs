using System.CommandLine;
using System.Reflection;

namespace MarsDisk.Cli.Commands;

/// <summary><c>marsdisk version</c> and <c>--version</c>.</summary>
internal static class VersionCommand
{
    public static string Number => typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static int Print()
    {
        Console.Out.WriteLine($"marsdisk {Number}");
        return 0;
    }

    public static Command Build()
    {
        var command = new Command("version", "Prints the version of the program and of its physics.");
        command.SetAction(_ =>
        {
            Print();
            Console.Out.WriteLine($"physics {Hosting.Identity.PhysicsFingerprint.Text}");
            Console.Out.WriteLine($"runtime {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
            return 0;
        });
        return command;
    }
}
