using System.Text;
using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Simulation.Inputs.Saved;

/// <summary>Writes what inputs left behind (<c>docs/formats/sim-state.md</c>). Little-endian, doubles by their bits.</summary>
internal sealed class InputWriter : IDisposable
{
    public const byte Version = 1;

    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    private InputWriter() => _writer = new BinaryWriter(_bytes, Encoding.UTF8, leaveOpen: true);

    public static byte[] ToBytes(InputState state)
    {
        using var writer = new InputWriter();
        writer.Write(state);
        return writer._bytes.ToArray();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _bytes.Dispose();
    }

    private void Write(InputState state)
    {
        _writer.Write(Version);
        _writer.Write(state.BordersLeft);
        _writer.Write(state.IsTimelineBegun);
        _writer.Write(state.IsClosed);
        _writer.Write(state.IsEndDone);
        All(state.Keys, Write);
        _writer.Write(state.Driver is not null);
        if (state.Driver is { } driver)
            Write(driver);
        All(state.Recurrences, Write);
        All(state.Claims, Write);
        All(state.EndActions, end => { Head(end); Write(end.Action); });
    }

    private void Write(KeyCourse course)
    {
        _writer.Write((int)course.Key.Id);
        Write(course.Value);
        _writer.Write(course.From);
        _writer.Write(course.Start);
        _writer.Write(course.Over);
    }

    private void Write(DriverCourse driver)
    {
        All(driver.Shape.Keys, key => _writer.Write((int)key.Id));
        _writer.Write(driver.Shape.IsLinear);
        _writer.Write(driver.Shape.HoldsLastRow);
        _writer.Write(driver.Rows);
        _writer.Write(driver.Time);
        Write(driver.Values);
        _writer.Write(driver.IsClosed);
    }

    private void Write(Recurrence recurrence)
    {
        var rule = recurrence.Rule;
        Head(rule);
        _writer.Write(rule.Period);
        _writer.Write(rule.From);
        _writer.Write(rule.Until);
        Write(rule.Action);
        _writer.Write(recurrence.Done);
    }

    private void Write(ClaimTrack track)
    {
        var claim = track.Input.Claim;
        Head(track.Input);
        _writer.Write((byte)claim.When);
        _writer.Write(claim.Time);
        _writer.Write((byte)claim.Metric.Source);
        _writer.Write(claim.Metric.Id);
        _writer.Write((byte)claim.Comparison);
        Write(claim.Expected);
        _writer.Write(claim.Tolerance);
        _writer.Write(claim.IsRelative);
        _writer.Write((byte)track.Verdict);
        _writer.Write(track.Step);
        _writer.Write(track.Time);
        _writer.Write(track.Value);
    }

    private void Write(ExpectedValue expected)
    {
        switch (expected)
        {
            case ExpectedValue.Number number:
                _writer.Write((byte)0);
                _writer.Write(number.Value);
                break;
            case ExpectedValue.Text text:
                _writer.Write((byte)1);
                _writer.Write(text.Value);
                break;
            case ExpectedValue.OtherRun other:
                _writer.Write((byte)2);
                _writer.Write(other.Run);
                break;
        }
    }

    private void Write(LiveValue value)
    {
        _writer.Write(value is LiveValue.OfTemperature);
        if (value is LiveValue.Number number)
            _writer.Write(number.Value);
        else if (value is LiveValue.OfTemperature { Curve: var curve })
            Write(curve);
    }

    private void Write(LiveCurve curve)
    {
        _writer.Write(curve.Name);
        Write(curve.Arguments);
        Write(curve.Values);
        _writer.Write(curve.IsLinear);
        _writer.Write(curve.HoldsEnds);
    }

    private void Write(RunAction action)
    {
        _writer.Write(ActionCodes.Of(action));
        switch (action)
        {
            case RunAction.SetKey set:
                _writer.Write((int)set.Key.Id);
                Write(set.Value);
                break;
            case RunAction.RampKey ramp:
                _writer.Write((int)ramp.Key.Id);
                _writer.Write(ramp.To);
                _writer.Write(ramp.Over);
                break;
            case RunAction.Snapshot snapshot:
                Text(snapshot.Label);
                break;
            case RunAction.Pause pause:
                Write(pause.WallSeconds);
                break;
            case RunAction.Stop stop:
                Text(stop.Reason);
                break;
            case RunAction.Log log:
                _writer.Write(log.Text);
                break;
            case RunAction.Fault fault:
                _writer.Write((byte)fault.Kind);
                _writer.Write(fault.Stage);
                Write(fault.Arguments.ForSeconds);
                Write(fault.Arguments.BySeconds);
                Write(fault.Arguments.Count);
                Write(fault.Arguments.Rate);
                break;
        }
    }

    private void Head(RunInput input)
    {
        _writer.Write(input.Ordinal);
        _writer.Write(input.Origin.Offset);
        _writer.Write(input.Origin.Length);
        _writer.Write(input.Origin.Line);
        _writer.Write(input.Origin.Column);
    }

    private void Text(string? text)
    {
        _writer.Write(text is not null);
        if (text is not null)
            _writer.Write(text);
    }

    private void Write(double? number)
    {
        _writer.Write(number is not null);
        if (number is { } value)
            _writer.Write(value);
    }

    private void Write(double[] numbers)
    {
        _writer.Write(numbers.Length);
        foreach (var number in numbers)
            _writer.Write(number);
    }

    private void All<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        _writer.Write(items.Count);
        foreach (var item in items)
            write(item);
    }
}
