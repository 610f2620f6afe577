using System.Collections.Immutable;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Stored;

/// <summary>Reads what <see cref="StatementWriter"/> writes.</summary>
internal sealed class StatementReader(BinaryReader input)
{
    private const int Dimensions = 7;
    private const int ItemsMax = 1 << 20;

    public ScenarioStatement Statement()
    {
        var kind = input.ReadByte();
        var span = Span();
        return kind switch
        {
            1 => new ScenarioOpened(span, input.ReadString(), input.ReadInt32()),
            2 => new ConfigBaseRequested(span, input.ReadString()),
            3 => new ConfigPatched(span, Assignments()),
            4 => new TableOpened(span, input.ReadString(), Shape()),
            5 => new TableClosed(span, input.ReadString(), input.ReadInt64()),
            6 => new RunOpened(span, input.ReadString(), Assignments(), Assignments()),
            7 => new DriverOpened(span, input.ReadString(), Shape()),
            8 => new DriverClosed(span, input.ReadString(), input.ReadInt64()),
            9 => new RunClosed(span, input.ReadString()),
            10 => Sweep(span),
            11 => new BarrierRequested(span, OptionalText()),
            12 => new ScenarioEnded(span),
            13 => At(span),
            14 => new RecurringScheduled(span, input.ReadString(), Quantity(), OptionalQuantity(), OptionalQuantity(), Action()),
            15 => new ExpectationDeclared(
                span, input.ReadString(), (ExpectWhen)input.ReadByte(), OptionalQuantity(), input.ReadString(), (CompareOp)input.ReadByte(), Value(),
                OptionalQuantity()),
            _ => throw new InvalidDataException($"A stored statement has the unknown kind {kind}."),
        };
    }

    private SourceSpan Span()
    {
        var start = input.Read7BitEncodedInt64();
        var length = input.Read7BitEncodedInt64();
        var line = input.Read7BitEncodedInt64();
        var column = input.Read7BitEncodedInt();
        return new SourceSpan(start, start + length, line, column, line + input.Read7BitEncodedInt64(), input.Read7BitEncodedInt());
    }

    private EventScheduled At(SourceSpan span)
    {
        var run = input.ReadString();
        var isEnd = input.ReadBoolean();
        var time = OptionalQuantity();
        return new EventScheduled(span, run, new EventTime(isEnd, time ?? default), Action());
    }

    private ImmutableArray<Assignment> Assignments() => Many(() => new Assignment(input.ReadString(), Value(), Span()));

    private TableShape Shape() => new(
        Many(() => new TableColumn(input.ReadString(), Unit())), (TableInterpolation)input.ReadByte(), (TableExtrapolation)input.ReadByte());

    private SweepRequested Sweep(SourceSpan span)
    {
        var id = input.ReadString();
        var axes = Many(Axis);
        var options = Assignments();
        var template = new SweepTemplate(input.ReadString(), Assignments(), Assignments(), Many(Statement));
        return new SweepRequested(span, id, axes, options, template, input.ReadInt64());
    }

    private SweepAxis Axis()
    {
        var key = input.ReadString();
        return input.ReadBoolean()
            ? new SweepAxis.Listed(key, Many(Value))
            : new SweepAxis.Ranged(key, Value(), Value(), input.Read7BitEncodedInt(), input.ReadBoolean());
    }

    private ScenarioValue Value() => input.ReadByte() switch
    {
        1 => new ScenarioValue.Number(Quantity()),
        2 => new ScenarioValue.Text(input.ReadString()),
        3 => new ScenarioValue.Truth(input.ReadBoolean()),
        4 => new ScenarioValue.Symbol(input.ReadString()),
        5 => new ScenarioValue.Items(Many(Value)),
        6 => new ScenarioValue.TableRef(input.ReadString()),
        7 => new ScenarioValue.RunRef(input.ReadString()),
        var kind => throw new InvalidDataException($"A stored value has the unknown kind {kind}."),
    };

    private ScenarioAction Action() => input.ReadByte() switch
    {
        1 => new ScenarioAction.SetKey(input.ReadString(), Value()),
        2 => new ScenarioAction.Ramp(input.ReadString(), Value(), Quantity()),
        3 => new ScenarioAction.Snapshot(OptionalText()),
        4 => new ScenarioAction.Flush(),
        5 => new ScenarioAction.Fault(input.ReadString(), input.ReadString(), Assignments()),
        6 => new ScenarioAction.Pause(OptionalQuantity()),
        7 => new ScenarioAction.Resume(),
        8 => new ScenarioAction.Stop(OptionalText()),
        9 => new ScenarioAction.Log(input.ReadString()),
        var kind => throw new InvalidDataException($"A stored action has the unknown kind {kind}."),
    };

    private Quantity Quantity() => new(input.ReadDouble(), Unit());

    private UnitExpr Unit()
    {
        var text = input.ReadString();
        var dimension = ImmutableArray.CreateBuilder<sbyte>(Dimensions);
        for (var index = 0; index < Dimensions; index++)
            dimension.Add(input.ReadSByte());
        return new UnitExpr(text, dimension.MoveToImmutable(), input.ReadDouble());
    }

    private Quantity? OptionalQuantity() => input.ReadBoolean() ? Quantity() : null;

    private string? OptionalText() => input.ReadBoolean() ? input.ReadString() : null;

    private ImmutableArray<T> Many<T>(Func<T> read)
    {
        var count = input.Read7BitEncodedInt();
        if (count is < 0 or > ItemsMax)
            throw new InvalidDataException($"A stored list has {count} entries.");
        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var index = 0; index < count; index++)
            items.Add(read());
        return items.MoveToImmutable();
    }
}
