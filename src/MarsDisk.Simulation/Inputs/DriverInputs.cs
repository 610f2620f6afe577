using System.Collections.Immutable;
using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Simulation.Inputs;

/// <summary>
/// Head of a live driver. From its first row on its keys follow the rows, whatever else sets them; before it they keep their values.
/// </summary>
/// <param name="Ordinal">Index in the source.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Shape">Keys and rules.</param>
public sealed record DriverOpenedInput(long Ordinal, InputOrigin Origin, DriverShape Shape) : RunInput(Ordinal, Origin);

/// <summary>What the columns of a driver mean.</summary>
/// <param name="Keys">Key of each column behind the time; at least one, none twice.</param>
/// <param name="IsLinear">Whether values between two rows are interpolated; else the last row's hold.</param>
/// <param name="HoldsLastRow">Whether the last row holds behind the end of the driver; else the run fails there.</param>
public sealed record DriverShape(ImmutableArray<LiveKey> Keys, bool IsLinear, bool HoldsLastRow);

/// <summary>
/// Rows of the driver, column by column. One ordinal a row. The arrays belong to the receiver and are never written again.
/// </summary>
/// <param name="Ordinal">Index of the first row in the source.</param>
/// <param name="Origin">Where the first row stands.</param>
/// <param name="Times">Simulated times, s; strictly increasing over all rows of the driver.</param>
/// <param name="Columns">One array per key, as long as the times, in the key's unit.</param>
public sealed record DriverRowsInput(long Ordinal, InputOrigin Origin, double[] Times, double[][] Columns) : RunInput(Ordinal, Origin)
{
    /// <inheritdoc/>
    public override int Count => Times.Length;

    /// <inheritdoc/>
    public override double? Horizon => Times[^1];
}

/// <summary>No row follows: the horizon is infinite.</summary>
/// <param name="Ordinal">Index in the source.</param>
/// <param name="Origin">Where it stands.</param>
public sealed record DriverClosedInput(long Ordinal, InputOrigin Origin) : RunInput(Ordinal, Origin)
{
    /// <inheritdoc/>
    public override double? Horizon => double.PositiveInfinity;
}
