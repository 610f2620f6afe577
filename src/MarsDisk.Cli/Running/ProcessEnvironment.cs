using System.Collections;

namespace MarsDisk.Cli.Running;

/// <summary>The environment of this process as a dictionary.</summary>
internal static class ProcessEnvironment
{
    public static IReadOnlyDictionary<string, string> Variables { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        return variables;
    }
}
