using MarsDisk.Physics.Temperature;

namespace MarsDisk.Simulation.Plans;

/// <summary>What drives the temperature of Mars during the run.</summary>
public sealed record TemperaturePlan
{
    /// <summary>Temperature over time.</summary>
    public required TemperatureTable Table { get; init; }

    /// <summary>Label of the source in the tables.</summary>
    public required string Source { get; init; }

    /// <summary><c>table</c>, <c>constant</c> or <c>hyodo</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Whether a driver is active; without one the radiation may be frozen after step 0.</summary>
    public required bool IsDriven { get; init; }

    /// <summary>The table file; null without one.</summary>
    public required string? Path { get; init; }

    /// <summary>Unit, time column and temperature column of that file.</summary>
    public required (string Unit, string Time, string Temperature) Columns { get; init; }

    /// <summary>The table that was computed because no file covers the run; null otherwise.</summary>
    public required GeneratedTable? Generated { get; init; }

    /// <summary>Temperature at the start, K.</summary>
    public double Initial => Table.At(0);

    /// <summary>Temperature at a time (s), K.</summary>
    public double At(double seconds) => Table.At(seconds);
}

/// <summary>A table that the plan computed and that the host may write as a file.</summary>
/// <param name="Path">Where the reference would have put it.</param>
/// <param name="TimeColumn">Name of the time column.</param>
/// <param name="TemperatureColumn">Name of the temperature column.</param>
/// <param name="Times">Times in the unit of the file.</param>
/// <param name="Temperatures">Temperatures, K.</param>
/// <param name="CoverageYears">Time that the table covers, years.</param>
public sealed record GeneratedTable(
    string Path,
    string TimeColumn,
    string TemperatureColumn,
    IReadOnlyList<double> Times,
    IReadOnlyList<double> Temperatures,
    double CoverageYears)
{
    /// <summary>Writes the table as the reference does: a header, then shortest round-trip numbers.</summary>
    public void WriteCsv(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write($"{TimeColumn},{TemperatureColumn}\n");
        for (var i = 0; i < Times.Count; i++)
            output.Write($"{Results.PythonText.Of(Times[i])},{Results.PythonText.Of(Temperatures[i])}\n");
    }
}
