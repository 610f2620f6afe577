using System.Globalization;

namespace MarsDisk.Snapshots.Acceptance.Tests.Memory;

/// <summary>Processes are measured, so nothing runs beside.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryTests
{
    public const string Name = "Memory";

    /// <summary>Length of the long bodies, MiB.</summary>
    public static long BodyMebibytes { get; } =
        long.TryParse(Environment.GetEnvironmentVariable("MARSDISK_BODY_MIB"), NumberStyles.None, CultureInfo.InvariantCulture, out var longer) ? longer : 100;
}
