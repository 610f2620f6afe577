using System.Collections.Immutable;

using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Tests.Scenarios;

/// <summary>Statements as a parser would give them.</summary>
internal static class Say
{
    private static readonly UnitExpr Kelvin = new("K", [0, 0, 0, 1, 0, 0, 0], 1);

    public static UnitExpr K => Kelvin;

    public static UnitExpr Metre { get; } = new("m", [0, 1, 0, 0, 0, 0, 0], 1);

    public static UnitExpr Second { get; } = new("s", [1, 0, 0, 0, 0, 0, 0], 1);

    public static UnitExpr Hour { get; } = new("h", [1, 0, 0, 0, 0, 0, 0], 3600);

    public static UnitExpr Year { get; } = new("yr", [1, 0, 0, 0, 0, 0, 0], 31_557_600);

    public static UnitExpr Orbit { get; } = new("orbit", [0, 0, 0, 0, 0, 0, 1], 1);

    public static UnitExpr Percent { get; } = new("%", [0, 0, 0, 0, 0, 0, 0], 0.01);

    public static SourceSpan At(int line) => new(line * 10, line * 10 + 5, line, 1, line, 6);

    public static ScenarioValue Number(double value, UnitExpr? unit = null) => new ScenarioValue.Number(new Quantity(value, unit ?? UnitExpr.None));

    public static ScenarioValue Text(string text) => new ScenarioValue.Text(text);

    public static ScenarioValue Word(string word) => new ScenarioValue.Symbol(word);

    public static Assignment Is(string key, ScenarioValue value, int line = 3) => new(key, value, At(line));

    public static ConfigBaseRequested From(string path) => new(At(2), path);

    public static ConfigPatched Set(string key, ScenarioValue value) => new(At(3), [Is(key, value)]);

    public static RunOpened Run(string name, params Assignment[] options) => new(At(4), name, [.. options], []);

    public static EventScheduled At(double time, UnitExpr unit, ScenarioAction action, string run = "a") =>
        new(At(5), run, new EventTime(false, new Quantity(time, unit)), action);

    public static ExpectationDeclared Expect(string metric, ScenarioValue value, CompareOp op = CompareOp.Lt, Quantity? tolerance = null, ExpectWhen when = ExpectWhen.End) =>
        new(At(6), "a", when, null, metric, op, value, tolerance);

    public static TableShape Shape(params (string Name, UnitExpr Unit)[] columns) =>
        new([.. columns.Select(column => new TableColumn(column.Name, column.Unit))], TableInterpolation.Linear, TableExtrapolation.Hold);

    public static ImmutableArray<Assignment> None => [];
}
