using System.Globalization;

using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Scenarios.Transcribing;

/// <summary>Inputs of a run in words.</summary>
internal static class InputText
{
    public static string Of(RunInput input)
    {
        var ordinals = input.Count == 1 ? Number($"#{input.Ordinal}") : Number($"#{input.Ordinal}..{input.NextOrdinal}");
        return $"{ordinals} " + input switch
        {
            TimedInput timed => Number($"at {timed.Time:R} s {Of(timed.Action)}"),
            EndInput end => $"at end {Of(end.Action)}",
            RecurringInput again => Number($"every {again.Period:R} s from {again.From:R} s {Of(again.Action)}"),
            ExpectationInput expectation => expectation.Claim.ToString(),
            DriverRowsInput rows => Number($"rows {rows.Times[0]:R}..{rows.Times[^1]:R} s"),
            DriverOpenedInput => "driver opened",
            DriverClosedInput => "driver closed",
            RunClosedInput => "run closed",
            _ => input.GetType().Name,
        };
    }

    public static string Of(RunAction action) => action switch
    {
        RunAction.SetKey { Value: LiveValue.Number number } set => Number($"set {set.Key.Name} = {number.Value:R}"),
        RunAction.SetKey set => $"set {set.Key.Name}",
        RunAction.RampKey ramp => Number($"ramp {ramp.Key.Name} to {ramp.To:R} over {ramp.Over:R} s"),
        RunAction.Snapshot snapshot => $"snapshot {snapshot.Label}".TrimEnd(),
        RunAction.Flush => "flush",
        RunAction.Pause { WallSeconds: { } seconds } => Number($"pause for {seconds:R} s"),
        RunAction.Pause => "pause",
        RunAction.Resume => "resume",
        RunAction.Stop stop => $"stop {stop.Reason}".TrimEnd(),
        RunAction.Log log => $"log {log.Text}",
        RunAction.Fault fault => $"fault {fault.Kind} {fault.Stage}",
        _ => action.GetType().Name,
    };

    public static string Of(ClaimResult found) =>
        $"{found.Claim}: {found.Verdict}" + (found.Verdict == Verdict.Failed ? Number($", {found.Value:R} at {found.Time:R} s") : "");

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
