using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Simulated.Runs;

/// <summary>Draws the inputs of a run: rules, a time line or a driver, and an end.</summary>
internal sealed class InputScript(SeededRandom random, double step, int steps)
{
    private static readonly LiveKey Temperature = LiveKeys.Find("radiation.TM_K")!;
    private static readonly LiveKey Supply = LiveKeys.Find("supply.const.mu_orbit10pct")!;

    private readonly List<RunInput> _inputs = [];
    private long _ordinal = random.Below(20);

    /// <summary>All inputs of a run.</summary>
    public static IReadOnlyList<RunInput> Of(SeededRandom random, double step, int steps) => new InputScript(random, step, steps).Write();

    private List<RunInput> Write()
    {
        if (random.OneIn(2))
            Add(ordinal => new RecurringInput(ordinal, default, Time(3, 9), Time(1, 9), double.PositiveInfinity, Any()));
        if (random.OneIn(3))
            WriteDriver();
        else
            WriteTimeline(random.Between(1, 14));
        if (random.OneIn(2))
            Add(ordinal => new EndInput(ordinal, default, new RunAction.Snapshot("final")));
        Add(ordinal => new RunClosedInput(ordinal, default));
        return _inputs;
    }

    private void WriteTimeline(int count)
    {
        foreach (var time in Enumerable.Range(0, count).Select(_ => Time(0, steps)).Order())
            Add(ordinal => new TimedInput(ordinal, default, time, Any()));
    }

    private void WriteDriver()
    {
        Add(ordinal => new DriverOpenedInput(ordinal, default, new DriverShape([Temperature], random.OneIn(2), HoldsLastRow: true)));
        var time = 0.0;
        while (time < steps * step)
        {
            var rows = random.Between(1, 4);
            var times = new double[rows];
            for (var row = 0; row < rows; row++)
                times[row] = time += Time(1, 5);
            var values = Array.ConvertAll(times, _ => 3500.0 + random.Below(500));
            Add(ordinal => new DriverRowsInput(ordinal, default, times, [values]));
            if (random.OneIn(3))
                Add(ordinal => new TimedInput(ordinal, default, time, Any()));
        }
        Add(ordinal => new DriverClosedInput(ordinal, default));
    }

    private RunAction Any() => random.Below(7) switch
    {
        0 => new RunAction.Flush(),
        1 => new RunAction.Log("line"),
        2 => new RunAction.Snapshot("label"),
        3 => new RunAction.RampKey(Temperature, 3500 + random.Below(500), Time(1, 12)),
        4 => new RunAction.Pause(1),
        5 => new RunAction.SetKey(Temperature, new LiveValue.Number(3500 + random.Below(500))),
        _ => new RunAction.SetKey(Supply, new LiveValue.Number(1 + random.Below(9))),
    };

    private double Time(int from, int to) => step * (from + ((to - from) * random.Below(1000) / 1000.0));

    // Units of other runs lie in between.
    private void Add(Func<long, RunInput> make)
    {
        var input = make(_ordinal);
        _inputs.Add(input);
        _ordinal = input.NextOrdinal + random.Below(3);
    }
}
