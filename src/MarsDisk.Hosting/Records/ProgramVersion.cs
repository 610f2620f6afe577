using System.Reflection;

namespace MarsDisk.Hosting.Records;

/// <summary>Version of the program, for documents.</summary>
public static class ProgramVersion
{
    /// <summary>The version without build metadata.</summary>
    public static string Number { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
