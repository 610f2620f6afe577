using System.Collections.Immutable;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Stored;

/// <summary>Writes the fields of statements in the order of their records.</summary>
internal sealed class StatementWriter(BinaryWriter output)
{
    public void Write(ScenarioStatement statement)
    {
        switch (statement)
        {
            case ScenarioOpened opened: Head(1, opened); output.Write(opened.Name); output.Write(opened.Version); break;
            case ConfigBaseRequested from: Head(2, from); output.Write(from.Path); break;
            case ConfigPatched patched: Head(3, patched); Write(patched.Assignments); break;
            case TableOpened table: Head(4, table); output.Write(table.Name); Write(table.Shape); break;
            case TableClosed table: Head(5, table); output.Write(table.Name); output.Write(table.Rows); break;
            case SweepRequested sweep: Head(10, sweep); Write(sweep); break;
            case BarrierRequested barrier: Head(11, barrier); WriteText(barrier.Id); break;
            case ScenarioEnded ended: Head(12, ended); break;
            default: WriteOfRun(statement); break;
        }
    }

    private void WriteOfRun(ScenarioStatement statement)
    {
        switch (statement)
        {
            case RunOpened run: Head(6, run); output.Write(run.RunId); Write(run.Options); Write(run.Overrides); break;
            case DriverOpened driver: Head(7, driver); output.Write(driver.RunId); Write(driver.Shape); break;
            case DriverClosed driver: Head(8, driver); output.Write(driver.RunId); output.Write(driver.Rows); break;
            case RunClosed run: Head(9, run); output.Write(run.RunId); break;
            case EventScheduled at: Head(13, at); Write(at); break;
            case RecurringScheduled every: Head(14, every); Write(every); break;
            case ExpectationDeclared expect: Head(15, expect); Write(expect); break;
            default: throw new ArgumentException($"{statement.GetType().Name} is not stored.", nameof(statement));
        }
    }

    private void Write(EventScheduled at)
    {
        output.Write(at.RunId);
        output.Write(at.At.IsEnd);
        Optional(at.At.IsEnd ? null : at.At.Time);
        Write(at.Action);
    }

    private void Write(RecurringScheduled every)
    {
        output.Write(every.RunId);
        Write(every.Every);
        Optional(every.From);
        Optional(every.Until);
        Write(every.Action);
    }

    private void Head(byte kind, ScenarioStatement statement)
    {
        output.Write(kind);
        Write(statement.Span);
    }

    private void Write(in SourceSpan span)
    {
        output.Write7BitEncodedInt64(span.Start);
        output.Write7BitEncodedInt64(span.Length);
        output.Write7BitEncodedInt64(span.StartLine);
        output.Write7BitEncodedInt(span.StartColumn);
        output.Write7BitEncodedInt64(span.EndLine - span.StartLine);
        output.Write7BitEncodedInt(span.EndColumn);
    }

    private void Write(ImmutableArray<Assignment> assignments)
    {
        output.Write7BitEncodedInt(assignments.Length);
        foreach (var (key, value, span) in assignments)
        {
            output.Write(key);
            Write(value);
            Write(span);
        }
    }

    private void Write(TableShape shape)
    {
        output.Write7BitEncodedInt(shape.Columns.Length);
        foreach (var column in shape.Columns)
        {
            output.Write(column.Name);
            Write(column.Unit);
        }

        output.Write((byte)shape.Interpolation);
        output.Write((byte)shape.Extrapolation);
    }

    private void Write(SweepRequested sweep)
    {
        output.Write(sweep.SweepId);
        output.Write7BitEncodedInt(sweep.Axes.Length);
        foreach (var axis in sweep.Axes)
            Write(axis);
        Write(sweep.Options);
        output.Write(sweep.Template.NameTemplate);
        Write(sweep.Template.Options);
        Write(sweep.Template.Overrides);
        output.Write7BitEncodedInt(sweep.Template.Body.Length);
        foreach (var line in sweep.Template.Body)
            Write(line);
        output.Write(sweep.Points);
    }

    private void Write(SweepAxis axis)
    {
        output.Write(axis.Key);
        output.Write(axis is SweepAxis.Listed);
        if (axis is SweepAxis.Listed listed)
        {
            Write(listed.Values);
            return;
        }

        var ranged = (SweepAxis.Ranged)axis;
        Write(ranged.From);
        Write(ranged.To);
        output.Write7BitEncodedInt(ranged.Count);
        output.Write(ranged.Log);
    }

    private void Write(ExpectationDeclared expect)
    {
        output.Write(expect.RunId);
        output.Write((byte)expect.When);
        Optional(expect.At);
        output.Write(expect.Metric);
        output.Write((byte)expect.Op);
        Write(expect.Value);
        Optional(expect.Tolerance);
    }

    private void Write(ImmutableArray<ScenarioValue> values)
    {
        output.Write7BitEncodedInt(values.Length);
        foreach (var value in values)
            Write(value);
    }

    private void Write(ScenarioValue value)
    {
        switch (value)
        {
            case ScenarioValue.Number number: output.Write((byte)1); Write(number.Q); break;
            case ScenarioValue.Text text: output.Write((byte)2); output.Write(text.S); break;
            case ScenarioValue.Truth truth: output.Write((byte)3); output.Write(truth.B); break;
            case ScenarioValue.Symbol symbol: output.Write((byte)4); output.Write(symbol.Word); break;
            case ScenarioValue.Items items: output.Write((byte)5); Write(items.Values); break;
            case ScenarioValue.TableRef table: output.Write((byte)6); output.Write(table.Name); break;
            case ScenarioValue.RunRef run: output.Write((byte)7); output.Write(run.RunId); break;
            default: throw new ArgumentException($"{value.GetType().Name} is not stored.", nameof(value));
        }
    }

    private void Write(ScenarioAction action)
    {
        switch (action)
        {
            case ScenarioAction.SetKey set: output.Write((byte)1); output.Write(set.Key); Write(set.Value); break;
            case ScenarioAction.Ramp ramp: output.Write((byte)2); output.Write(ramp.Key); Write(ramp.To); Write(ramp.Over); break;
            case ScenarioAction.Snapshot snapshot: output.Write((byte)3); WriteText(snapshot.Label); break;
            case ScenarioAction.Flush: output.Write((byte)4); break;
            case ScenarioAction.Fault fault: output.Write((byte)5); output.Write(fault.Kind); output.Write(fault.Target); Write(fault.Arguments); break;
            case ScenarioAction.Pause pause: output.Write((byte)6); Optional(pause.WallTime); break;
            case ScenarioAction.Resume: output.Write((byte)7); break;
            case ScenarioAction.Stop stop: output.Write((byte)8); WriteText(stop.Reason); break;
            case ScenarioAction.Log log: output.Write((byte)9); output.Write(log.Text); break;
            default: throw new ArgumentException($"{action.GetType().Name} is not stored.", nameof(action));
        }
    }

    private void Write(in Quantity quantity)
    {
        output.Write(quantity.Value);
        Write(quantity.Unit);
    }

    private void Write(UnitExpr unit)
    {
        output.Write(unit.Text);
        foreach (var exponent in unit.Dimension)
            output.Write(exponent);
        output.Write(unit.ToSi);
    }

    private void Optional(Quantity? quantity)
    {
        output.Write(quantity is not null);
        if (quantity is { } given)
            Write(given);
    }

    private void WriteText(string? text)
    {
        output.Write(text is not null);
        if (text is not null)
            output.Write(text);
    }
}
