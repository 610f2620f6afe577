using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Inputs.Metrics;

namespace MarsDisk.Simulation.Tests.Inputs;

/// <summary>Writes the inputs of a run, one ordinal after the other. Times in steps.</summary>
internal sealed class Script(double step)
{
    private readonly List<RunInput> _inputs = [];

    public static LiveKey Temperature { get; } = LiveKeys.Find("radiation.TM_K")!;

    public long Next => _inputs.Count == 0 ? 3 : _inputs[^1].NextOrdinal;

    public Script At(double steps, RunAction action) => Add(new TimedInput(Next, default, steps * step, action));

    public Script Set(double steps, string key, double value) =>
        At(steps, new RunAction.SetKey(LiveKeys.Find(key)!, new LiveValue.Number(value)));

    public Script Every(double steps, RunAction action, double? from = null, double until = double.PositiveInfinity) =>
        Add(new RecurringInput(Next, default, steps * step, (from ?? steps) * step, until * step, action));

    public Script AtEnd(RunAction action) => Add(new EndInput(Next, default, action));

    public Script Expect(ClaimTime when, string metric, Comparison comparison, double value, double at = 0, double tolerance = 0) =>
        Add(new ExpectationInput(Next, default, new Claim(
            when, at * step, MetricNames.Find(metric)!, comparison, new ExpectedValue.Number(value), tolerance, IsRelative: true)));

    public Script Drive(bool isLinear, bool holds, params string[] keys) =>
        Add(new DriverOpenedInput(Next, default, new DriverShape([.. keys.Select(key => LiveKeys.Find(key)!)], isLinear, holds)));

    public Script Rows(params (double Steps, double Value)[] rows) => Add(new DriverRowsInput(
        Next, default, [.. rows.Select(row => row.Steps * step)], [[.. rows.Select(row => row.Value)]]));

    public Script EndDrive() => Add(new DriverClosedInput(Next, default));

    public IReadOnlyList<RunInput> Close() => [.. _inputs, new RunClosedInput(Next, default)];

    private Script Add(RunInput input)
    {
        _inputs.Add(input);
        return this;
    }
}
