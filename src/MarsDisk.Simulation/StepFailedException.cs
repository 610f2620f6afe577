using MarsDisk.Physics;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation;

/// <summary>
/// A step gave a state that is not finite, or asked for something outside the domain of the model. The state before it
/// is the last good one.
/// </summary>
public sealed class StepFailedException : Exception
{
    private StepFailedException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>Which quantity is not finite, or what the model does not cover.</summary>
    public required string Quantity { get; init; }

    /// <summary>The first bin in which it is not finite; −1 if it has no bins.</summary>
    public int Bin { get; init; } = -1;

    /// <summary>Centre of that bin, m; not a number if there is none.</summary>
    public double Size { get; init; } = double.NaN;

    /// <summary>The step that failed.</summary>
    public long Step { get; init; }

    /// <summary>Start of that step, s.</summary>
    public double Time { get; init; }

    /// <summary>Value of the quantity before the step.</summary>
    public double LastGood { get; init; }

    internal static StepFailedException InBin(StepContext step, string quantity, int bin, DiskState disk) => new(
        $"Step {step.Step} at {step.Start:R} s: {quantity} of bin {bin} (s = {disk.Sizes[bin]:R} m) is not finite; "
        + $"before the step it was {disk.Number[bin]:R}.")
    {
        Quantity = quantity,
        Bin = bin,
        Size = disk.Sizes[bin],
        Step = step.Step,
        Time = step.Start,
        LastGood = disk.Number[bin],
    };

    internal static StepFailedException OutsideModel(StepContext step, PhysicsException cause) =>
        new($"Step {step.Step} at {step.Start:R} s: {cause.Message}", cause)
        {
            Quantity = "domain of the model",
            Step = step.Step,
            Time = step.Start,
            LastGood = double.NaN,
        };

    internal static StepFailedException Of(StepContext step, string quantity, double found, double lastGood) => new(
        $"Step {step.Step} at {step.Start:R} s: {quantity} is {found:R}; before the step it was {lastGood:R}.")
    {
        Quantity = quantity,
        Step = step.Step,
        Time = step.Start,
        LastGood = lastGood,
    };
}
