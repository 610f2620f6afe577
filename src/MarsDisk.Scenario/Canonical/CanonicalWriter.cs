using System.Buffers;
using System.Collections.Immutable;

namespace MarsDisk.Scenario.Canonical;

/// <summary>
/// Canonical text of statements: one blank around signs, lines without indentation joined by LF, none at the end. What the
/// transcript digest absorbs, what the formatter prints and what the twin is compared by.
/// </summary>
public static class CanonicalWriter
{
    /// <summary>Writes a statement, UTF-8.</summary>
    public static void Write(ScenarioStatement statement, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(output);
        var text = new CanonicalText(output);
        Write(ref text, statement);
        text.End();
    }

    /// <summary>Writes a value, UTF-8.</summary>
    public static void Write(ScenarioValue value, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(output);
        var text = new CanonicalText(output);
        ValueWriter.Write(ref text, value);
        text.End();
    }

    /// <summary>The canonical text of a statement.</summary>
    public static string Text(ScenarioStatement statement)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(statement, output);
        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>The canonical text of a value.</summary>
    public static string Text(ScenarioValue value)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(value, output);
        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Write(scoped ref CanonicalText text, ScenarioStatement statement)
    {
        switch (statement)
        {
            case EventScheduled at: WriteEvent(ref text, at); break;
            case RecurringScheduled every: WriteRecurring(ref text, every); break;
            case ExpectationDeclared expect: WriteExpectation(ref text, expect); break;
            case ConfigPatched config: WriteConfig(ref text, config); break;
            case RunOpened run: WriteRun(ref text, run); break;
            case RunClosed or DriverClosed or TableClosed: text.Write((byte)'}'); break;
            case TableOpened table: TableWriter.Write(ref text, table.Name, table.Shape); break;
            case DriverOpened drive: TableWriter.Write(ref text, null, drive.Shape); break;
            case SweepRequested sweep: SweepWriter.Write(ref text, sweep); break;
            case RunControl control: WriteControl(ref text, control); break;
            case ScenarioOpened scenario: WriteHeader(ref text, scenario); break;
            case ConfigBaseRequested config: Named(ref text, "config from "u8, config.Path); break;
            case BarrierRequested { Id: null }: text.Write("wait all"u8); break;
            case BarrierRequested { Id: { } id }: Named(ref text, "wait "u8, id); break;
            case ScenarioEnded: text.Write("end"u8); break;
            default: throw new ArgumentException($"{statement.GetType().Name} has no canonical text.", nameof(statement));
        }
    }

    /// <summary>A line of a run or template that is no setting.</summary>
    internal static void WriteLine(scoped ref CanonicalText text, ScenarioStatement statement) => Write(ref text, statement);

    /// <summary>Options and changed keys, one line each, every line after a line end.</summary>
    internal static void WriteSettings(
        scoped ref CanonicalText text, ImmutableArray<Assignment> options, ImmutableArray<Assignment> overrides)
    {
        foreach (var option in options)
        {
            text.Write((byte)'\n');
            WriteAssignment(ref text, option);
        }

        foreach (var key in overrides)
        {
            text.Write("\nset "u8);
            WriteAssignment(ref text, key);
        }
    }

    internal static void WriteAssignment(scoped ref CanonicalText text, in Assignment assignment)
    {
        text.Word(assignment.Key);
        text.Write(" = "u8);
        ValueWriter.Write(ref text, assignment.Value);
    }

    private static void WriteHeader(scoped ref CanonicalText text, ScenarioOpened scenario)
    {
        Named(ref text, "scenario "u8, scenario.Name);
        text.Write(" version "u8);
        text.Integer(scenario.Version);
    }

    // One key alone is a "set" line. A block of one key reads back as the same record.
    private static void WriteConfig(scoped ref CanonicalText text, ConfigPatched config)
    {
        if (config.Assignments is [var only])
        {
            text.Write("set "u8);
            WriteAssignment(ref text, only);
            return;
        }

        text.Write("config {"u8);
        foreach (var assignment in config.Assignments)
        {
            text.Write((byte)'\n');
            WriteAssignment(ref text, assignment);
        }

        text.Write("\n}"u8);
    }

    private static void WriteRun(scoped ref CanonicalText text, RunOpened run)
    {
        Named(ref text, "run "u8, run.RunId);
        text.Write(" {"u8);
        WriteSettings(ref text, run.Options, run.Overrides);
    }

    private static void WriteEvent(scoped ref CanonicalText text, EventScheduled at)
    {
        if (at.At.IsEnd)
        {
            text.Write("at end "u8);
        }
        else
        {
            text.Write("at "u8);
            text.Quantity(at.At.Time);
            text.Write((byte)' ');
        }

        ActionWriter.Write(ref text, at.Action);
    }

    private static void WriteRecurring(scoped ref CanonicalText text, RecurringScheduled every)
    {
        text.Write("every "u8);
        text.Quantity(every.Every);
        if (every.From is { } from)
        {
            text.Write(" from "u8);
            text.Quantity(from);
        }

        if (every.Until is { } until)
        {
            text.Write(" until "u8);
            text.Quantity(until);
        }

        text.Write((byte)' ');
        ActionWriter.Write(ref text, every.Action);
    }

    private static void WriteExpectation(scoped ref CanonicalText text, ExpectationDeclared expect)
    {
        switch (expect.When)
        {
            case ExpectWhen.Always: text.Write("expect always "u8); break;
            case ExpectWhen.End: text.Write("expect end "u8); break;
            default:
                text.Write("expect at "u8);
                text.Quantity(expect.At.GetValueOrDefault());
                text.Write((byte)' ');
                break;
        }

        text.Word(expect.Metric);
        text.Write(expect.Op switch
        {
            CompareOp.Eq => " == "u8,
            CompareOp.Ne => " != "u8,
            CompareOp.Lt => " < "u8,
            CompareOp.Le => " <= "u8,
            CompareOp.Gt => " > "u8,
            CompareOp.Ge => " >= "u8,
            _ => " ~= "u8,
        });
        ValueWriter.Write(ref text, expect.Value);
        if (expect.Tolerance is not { } tolerance)
            return;
        text.Write(" +- "u8);
        text.Quantity(tolerance);
    }

    private static void WriteControl(scoped ref CanonicalText text, RunControl control)
    {
        Named(ref text, control.Kind switch
        {
            RunControlKind.Pause => "pause "u8,
            RunControlKind.Resume => "resume "u8,
            RunControlKind.Stop => "stop "u8,
            _ => "snapshot "u8,
        }, control.RunId);
        if (control.Text is { } words)
            Named(ref text, " "u8, words);
    }

    private static void Named(scoped ref CanonicalText text, ReadOnlySpan<byte> word, string name)
    {
        text.Write(word);
        text.Quote(name);
    }
}
