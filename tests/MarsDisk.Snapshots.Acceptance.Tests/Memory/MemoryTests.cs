namespace MarsDisk.Snapshots.Acceptance.Tests.Memory;

/// <summary>Processes are measured, so nothing runs beside.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryTests
{
    public const string Name = "Memory";
}
