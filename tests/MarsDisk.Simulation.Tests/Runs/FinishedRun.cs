using System.Globalization;
using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Parquet;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>A run that was computed into one buffer, and its cells as text or number.</summary>
internal sealed class FinishedRun
{
    private FinishedRun(RunPlan plan, ChunkBuffer buffer, ResumeState end)
    {
        Plan = plan;
        Buffer = buffer;
        End = end;
    }

    public RunPlan Plan { get; }

    public ChunkBuffer Buffer { get; }

    public ResumeState End { get; }

    public static FinishedRun Of(RunPlan plan, int batchSteps = 256)
    {
        var loop = new PlainLoop(plan, new FlushPolicy((int)plan.Time.Steps, long.MaxValue, 1));
        ChunkBuffer? filled = null;
        var end = loop.Run((buffer, _) => filled = buffer, batchSteps);
        return new FinishedRun(plan, filled!, end);
    }

    /// <summary>A cell as text: empty without value, truth values in lower case.</summary>
    public string Text(ColumnDefinition column, int row)
    {
        if (column.Fact is not { } fact)
            return "";
        return column.Kind switch
        {
            ColumnKind.Boolean => Buffer.Facts.Flags(fact)[row] == 1 ? "true" : "false",
            ColumnKind.Text => Word(column, fact, row),
            ColumnKind.Integer => Buffer.Facts.Integers(fact)[row].ToString(CultureInfo.InvariantCulture),
            _ => Number(fact, row) is var value && double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture),
        };
    }

    public double Number(StepFact fact, int row) => Plan.Schemas[fact].IsConstant
        ? Buffer.Facts.Constant(fact)
        : Buffer.Facts.Doubles(fact)[row];

    private string Word(ColumnDefinition column, StepFact fact, int row)
    {
        if (Plan.Schemas[fact].IsConstant)
            return "";
        var index = Buffer.Facts.Flags(fact)[row];
        return index == Missing.Text ? "" : column.Words[index];
    }
}
