using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Hosting.Progress;

/// <summary>Words for people where the code has names.</summary>
public static class Words
{
    /// <summary>Why a chunk ended.</summary>
    /// <param name="cause">Cause of the flush.</param>
    public static string Of(FlushCause cause) => cause switch
    {
        FlushCause.StepLimit => "step limit",
        FlushCause.MemoryLimit => "memory limit",
        FlushCause.Requested => "requested",
        FlushCause.RunEnds => "run ends",
        _ => "mass budget violated",
    };

    /// <summary>A number of things: <c>1 run</c>, <c>2 runs</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="thing">One of them.</param>
    /// <param name="things">Any other number of them; null: <paramref name="thing"/> with an s.</param>
    public static string Count(long number, string thing, string? things = null) =>
        FormattableString.Invariant($"{number} {(number == 1 ? thing : things ?? thing + "s")}");

    /// <summary>Bytes in binary units with one decimal: <c>712.3 KB</c>.</summary>
    /// <param name="bytes">Number of bytes.</param>
    public static string Bytes(double bytes)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB"];
        var unit = 0;
        for (; bytes >= 1024 && unit < units.Length - 1; unit++)
            bytes /= 1024;
        return FormattableString.Invariant($"{bytes:0.0} {units[unit]}");
    }
}
