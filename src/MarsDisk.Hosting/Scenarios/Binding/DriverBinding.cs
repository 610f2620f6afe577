using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>Turns the rows of a driver into the units of the keys that they drive.</summary>
internal sealed class DriverBinding(LiveKey[] keys, UnitExpr[] columns, UnitExpr time, double? orbitSeconds)
{
    private readonly KeyUnit[] _units = [.. keys.Select(key => KeyUnit.Of(key.Unit))];

    /// <summary>What the run has to know of it.</summary>
    public DriverShape Shape(TableShape shape) => new(
        [.. keys], shape.Interpolation == TableInterpolation.Linear, shape.Extrapolation == TableExtrapolation.Hold);

    /// <summary>Rows for the run; null after a diagnostic.</summary>
    public DriverRowsInput? Bind(RowBatch rows, Problems problems)
    {
        var times = new double[rows.RowCount];
        for (var row = 0; row < times.Length; row++)
        {
            if (TimeBinder.Seconds(new Quantity(rows.Column(0)[row], time), orbitSeconds) is not { } seconds)
                return null;                         // without a plan only heads are checked
            times[row] = seconds;
        }

        var columnsBound = new double[keys.Length][];
        for (var column = 0; column < keys.Length; column++)
        {
            if (Column(rows, column, problems) is not { } values)
                return null;
            columnsBound[column] = values;
        }

        return new DriverRowsInput(rows.FirstOrdinal, TimeBinder.OriginOf(rows.Span), times, columnsBound);
    }

    private double[]? Column(RowBatch rows, int column, Problems problems)
    {
        var written = rows.Column(column + 1);
        var values = new double[written.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = _units[column].Convert(new Quantity(written[row], columns[column])) ?? double.NaN;
            if (keys[column].Accepts(values[row]))
                continue;
            problems.Error(
                "scn.key.range", rows.Span, FormattableString.Invariant($"Row {row + 1} of these {values.Length} drives {keys[column].Name} to {written[row]} {columns[column].Text}; it takes {keys[column].Minimum} to {keys[column].Maximum} {keys[column].Unit}."));
            return null;
        }

        return values;
    }
}
