namespace MarsDisk.Configuration;

/// <summary>What the environment decides about a run. A null leaves the decision to the configuration.</summary>
/// <param name="Streaming">Forces streaming on or off.</param>
/// <param name="StreamingVariable">The variable that did so, as <c>NAME=value</c>.</param>
/// <param name="Archiving">Forces archiving on or off.</param>
/// <param name="ArchivingVariable">The variable that did so, as <c>NAME=value</c>.</param>
public sealed record EnvironmentSwitches(
    bool? Streaming, string? StreamingVariable, bool? Archiving, string? ArchivingVariable)
{
    /// <summary>Names of all variables that are read here.</summary>
    public static IReadOnlyList<string> Variables { get; } = ["FORCE_STREAMING_OFF", "FORCE_STREAMING_ON", "IO_STREAMING", "IO_ARCHIVE"];

    /// <summary>Reads the switches of the reference from variables. Values that are no switch count as unset.</summary>
    public static EnvironmentSwitches Read(IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);

        // Off wins over on.
        (string Name, bool Wanted, bool Effect)[] order =
        [
            ("FORCE_STREAMING_OFF", true, false), ("IO_STREAMING", false, false),
            ("FORCE_STREAMING_ON", true, true), ("IO_STREAMING", true, true),
        ];
        var streaming = Array.Find(order, entry => Switch(variables, entry.Name) == entry.Wanted);
        var archiving = Switch(variables, "IO_ARCHIVE");
        return new EnvironmentSwitches(
            streaming.Name is null ? null : streaming.Effect,
            streaming.Name is null ? null : $"{streaming.Name}={variables[streaming.Name]}",
            archiving,
            archiving is null ? null : $"IO_ARCHIVE={variables["IO_ARCHIVE"]}");
    }

    private static bool? Switch(IReadOnlyDictionary<string, string> variables, string name) =>
        variables.GetValueOrDefault(name)?.Trim().ToUpperInvariant() switch
        {
            "1" or "TRUE" or "YES" or "ON" or "ENABLE" or "ENABLED" => true,
            "0" or "FALSE" or "NO" or "OFF" or "DISABLE" or "DISABLED" => false,
            _ => null,
        };
}
