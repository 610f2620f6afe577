namespace MarsDisk.Snapshots.FileSystem.Tests.Disks;

/// <summary>The bytes of a file, those that programs see and those that are on the platter.</summary>
internal sealed class SimulatedFile
{
    public byte[] Seen { get; set; } = [];

    /// <summary>What the last sync wrote; null: never synced.</summary>
    public byte[]? Durable { get; private set; }

    public bool IsLocked { get; set; }

    public long Time { get; set; }

    public void Sync() => Durable = Seen;

    /// <summary>After a loss of power, bytes that were not synced are there, partly there, zero, or missing.</summary>
    public void LosePower(Random random)
    {
        IsLocked = false;
        if (Durable is not null && ReferenceEquals(Durable, Seen))
            return;
        var kept = random.Next(0, Seen.Length + 1);
        Seen = random.Next(4) switch
        {
            0 => Durable ?? [],
            1 => Seen[..kept],
            2 => [.. Seen[..kept], .. new byte[Seen.Length - kept]],
            _ => Seen,
        };
        Durable = Seen;
    }
}
