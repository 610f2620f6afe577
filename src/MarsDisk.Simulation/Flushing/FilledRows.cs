using MarsDisk.History.Columns;

namespace MarsDisk.Simulation.Flushing;

/// <summary>How far a buffer was filled at a step border.</summary>
/// <param name="Steps">Complete steps.</param>
/// <param name="PsdSteps">Of those, steps that psd_hist keeps.</param>
public readonly record struct FilledRows(int Steps, int PsdSteps)
{
    /// <summary>How far a buffer is filled now; for whoever fills it.</summary>
    public static FilledRows Of(ChunkBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return new FilledRows(buffer.Rows, buffer.Psd?.Rows ?? 0);
    }
}
