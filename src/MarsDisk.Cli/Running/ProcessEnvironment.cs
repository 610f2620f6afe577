using System.Collections;

namespace MarsDisk.Cli.Running;

/// <summary>The environment of this process as a dictionary.</summary>
internal static class ProcessEnvironment
{
    public static IReadOnlyDictionary<string, string> Variables { get; } = Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
