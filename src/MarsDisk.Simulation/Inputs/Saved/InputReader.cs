using System.Text;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Inputs.Metrics;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Inputs.Saved;

/// <summary>Reads what <see cref="InputWriter"/> wrote; anything else is not a state.</summary>
internal sealed class InputReader : IDisposable
{
    private readonly BinaryReader _reader;

    private InputReader(byte[] bytes) => _reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);

    /// <summary>Reads a whole section.</summary>
    /// <exception cref="StateFormatException">The bytes are not what inputs leave behind.</exception>
    public static InputState Read(byte[] bytes)
    {
        try
        {
            using var reader = new InputReader(bytes);
            return reader.State();
        }
        catch (Exception error) when (error is EndOfStreamException or ArgumentException or FormatException or InvalidOperationException)
        {
            throw new StateFormatException($"The inputs in the state cannot be read: {error.Message}");
        }
    }

    public void Dispose() => _reader.Dispose();

    private InputState State()
    {
        var version = _reader.ReadByte();
        if (version != InputWriter.Version)
            throw new StateFormatException($"The inputs in the state have version {version}, expected {InputWriter.Version}.");
        var state = new InputState
        {
            BordersLeft = _reader.ReadInt64(),
            IsTimelineBegun = _reader.ReadBoolean(),
            IsClosed = _reader.ReadBoolean(),
            IsEndDone = _reader.ReadBoolean(),
        };
        All(Course, state.Keys);
        if (_reader.ReadBoolean())
            state.Driver = Driver();
        All(Recurrence, state.Recurrences);
        All(Claim, state.Claims);
        All(End, state.EndActions);
        return state;
    }

    private KeyCourse Course() => new(Key(), Value(), _reader.ReadDouble(), _reader.ReadDouble(), _reader.ReadDouble());

    private DriverCourse Driver()
    {
        var keys = new List<LiveKey>();
        All(Key, keys);
        var shape = new DriverShape([.. keys], _reader.ReadBoolean(), _reader.ReadBoolean());
        return new DriverCourse(shape)
        {
            Rows = _reader.ReadInt64(),
            Time = _reader.ReadDouble(),
            Values = Numbers(),
            IsClosed = _reader.ReadBoolean(),
        };
    }

    private Recurrence Recurrence()
    {
        var (ordinal, origin) = Head();
        var rule = new RecurringInput(
            ordinal, origin, _reader.ReadDouble(), _reader.ReadDouble(), _reader.ReadDouble(), Action());
        return new Recurrence(rule, _reader.ReadInt64());
    }

    private ClaimTrack Claim()
    {
        var (ordinal, origin) = Head();
        var claim = new Claim(
            (ClaimTime)_reader.ReadByte(), _reader.ReadDouble(), MetricNames.Of((MetricSource)_reader.ReadByte(), _reader.ReadInt32()),
            (Comparison)_reader.ReadByte(), Expected(), _reader.ReadDouble(), _reader.ReadBoolean());
        return new ClaimTrack(new ExpectationInput(ordinal, origin, claim))
        {
            Verdict = (Verdict)_reader.ReadByte(),
            Step = _reader.ReadInt64(),
            Time = _reader.ReadDouble(),
            Value = _reader.ReadDouble(),
        };
    }

    private EndInput End()
    {
        var (ordinal, origin) = Head();
        return new EndInput(ordinal, origin, Action());
    }

    private ExpectedValue Expected() => _reader.ReadByte() switch
    {
        0 => new ExpectedValue.Number(_reader.ReadDouble()),
        1 => new ExpectedValue.Text(_reader.ReadString()),
        2 => new ExpectedValue.OtherRun(_reader.ReadString()),
        var code => throw new FormatException($"there is no expected value of kind {code}."),
    };

    private LiveValue Value() => _reader.ReadBoolean()
        ? new LiveValue.OfTemperature(new LiveCurve(
            _reader.ReadString(), Numbers(), Numbers(), _reader.ReadBoolean(), _reader.ReadBoolean()))
        : new LiveValue.Number(_reader.ReadDouble());

    private RunAction Action() => _reader.ReadByte() switch
    {
        ActionCodes.SetKey => new RunAction.SetKey(Key(), Value()),
        ActionCodes.RampKey => new RunAction.RampKey(Key(), _reader.ReadDouble(), _reader.ReadDouble()),
        ActionCodes.Snapshot => new RunAction.Snapshot(Text()),
        ActionCodes.Flush => new RunAction.Flush(),
        ActionCodes.Pause => new RunAction.Pause(Number()),
        ActionCodes.Resume => new RunAction.Resume(),
        ActionCodes.Stop => new RunAction.Stop(Text()),
        ActionCodes.Log => new RunAction.Log(_reader.ReadString()),
        ActionCodes.Fault => new RunAction.Fault(
            (FaultKind)_reader.ReadByte(), _reader.ReadString(), new FaultArguments(Number(), Number(), (int?)Number(), Number())),
        var code => throw new FormatException($"there is no action {code}."),
    };

    private (long Ordinal, InputOrigin Origin) Head() => (
        _reader.ReadInt64(), new InputOrigin(_reader.ReadInt64(), _reader.ReadInt64(), _reader.ReadInt32(), _reader.ReadInt32()));

    private LiveKey Key()
    {
        var id = _reader.ReadInt32();
        return id >= 0 && id < LiveKeys.All.Count
            ? LiveKeys.All[id]
            : throw new FormatException($"there is no live key {id}.");
    }

    private string? Text() => _reader.ReadBoolean() ? _reader.ReadString() : null;

    private double? Number() => _reader.ReadBoolean() ? _reader.ReadDouble() : null;

    private double[] Numbers()
    {
        var numbers = new double[Count()];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = _reader.ReadDouble();
        return numbers;
    }

    private void All<T>(Func<T> read, List<T> into)
    {
        var count = Count();
        for (var i = 0; i < count; i++)
            into.Add(read());
    }

    // No item is shorter than a byte, so a count beyond the rest is damage and not a reason to take memory.
    private int Count()
    {
        var count = _reader.ReadInt32();
        return count >= 0 && count <= _reader.BaseStream.Length - _reader.BaseStream.Position
            ? count
            : throw new FormatException($"a list claims {count} items.");
    }
}
