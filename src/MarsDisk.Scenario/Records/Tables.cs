using System.Collections.Immutable;

namespace MarsDisk.Scenario;

/// <summary>Values between two rows.</summary>
public enum TableInterpolation : byte
{
    /// <summary>On a straight line.</summary>
    Linear,

    /// <summary>Those of the row before.</summary>
    Step,
}

/// <summary>Values outside the rows.</summary>
public enum TableExtrapolation : byte
{
    /// <summary>Those of the nearest row.</summary>
    Hold,

    /// <summary>None: the run ends there.</summary>
    Error,
}

/// <summary>One column.</summary>
/// <param name="Name">Its name, or the key it drives.</param>
/// <param name="Unit">Unit of its values.</param>
public sealed record TableColumn(string Name, UnitExpr Unit);

/// <summary>Head of a table or driver.</summary>
/// <param name="Columns">At least two; the first is the argument.</param>
/// <param name="Interpolation">Values between two rows.</param>
/// <param name="Extrapolation">Values outside the rows.</param>
public sealed record TableShape(ImmutableArray<TableColumn> Columns, TableInterpolation Interpolation, TableExtrapolation Extrapolation)
{
    /// <inheritdoc/>
    public bool Equals(TableShape? other)
        => other is not null && Interpolation == other.Interpolation && Extrapolation == other.Extrapolation
            && Columns.AsSpan().SequenceEqual(other.Columns.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Columns.Length, Interpolation, Extrapolation);
}
