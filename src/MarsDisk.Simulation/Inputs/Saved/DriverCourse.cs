namespace MarsDisk.Simulation.Inputs.Saved;

/// <summary>The driver as far as it was consumed: its last row at or before the clock.</summary>
/// <param name="shape">Keys and rules.</param>
internal sealed class DriverCourse(DriverShape shape)
{
    /// <summary>Keys and rules.</summary>
    public DriverShape Shape { get; } = shape;

    /// <summary>Rows consumed.</summary>
    public long Rows { get; set; }

    /// <summary>Time of the last row, s; not a number before the first.</summary>
    public double Time { get; set; } = double.NaN;

    /// <summary>Values of the last row.</summary>
    public double[] Values { get; set; } = new double[shape.Keys.Length];

    /// <summary>Whether no row follows the last one.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Whether a row has been reached.</summary>
    public bool Acts => Rows > 0;
}
