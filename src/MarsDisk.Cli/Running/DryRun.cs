using System.Globalization;
using System.Text.Json;

using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Running;
using MarsDisk.Simulation;

namespace MarsDisk.Cli.Running;

/// <summary>The answer of <c>run --dry-run</c>: what would be computed and what it would take. Nothing is written.</summary>
internal static class DryRun
{
    public static int Print(PreparedRun prepared, string? path, bool isJson)
    {
        StepCalibration calibration;
        try
        {
            calibration = StepCalibration.Measure(prepared);
        }
        catch (StepFailedException failure)
        {
            Console.Error.WriteLine($"the run would fail: {failure.Message}");
            return ExitCodes.RunFailed;
        }

        var plan = prepared.Plan;
        var chunks = ((plan.Time.Steps - 1) / prepared.Policy.Capacity) + 1;
        var facts = new List<(string Name, object? Value, string Text)>
        {
            ("directory", path, path ?? ""),
            ("run", prepared.Identity.Run.Value, prepared.Identity.Run.Value),
            ("mode", plan.Parameters.PhysicsMode.ToString(), plan.Parameters.PhysicsMode.ToString()),
            ("radius_m", plan.Orbit.Radius, Text($"{plan.Orbit.Radius:G6} m")),
            ("steps", plan.Time.Steps, Text($"{plan.Time.Steps} of {plan.Time.Step:G6} s to {plan.Time.End:G6} s")),
            ("bins", plan.Parameters.Sizes.NBins, Text($"{plan.Parameters.Sizes.NBins}")),
            ("chunks", chunks, Text($"{chunks} of up to {Words.Count(prepared.Policy.Capacity, "step")}")),
            ("buffer_bytes", prepared.BufferBytes, $"{Words.Bytes(prepared.BufferBytes)} in {Words.Count(prepared.Buffers, "buffer")}"),
            ("disk_bytes", (long)Math.Round(calibration.BytesPerStep * plan.Time.Steps), $"about {Words.Bytes(calibration.BytesPerStep * plan.Time.Steps)} for all tables"),
            ("seconds", calibration.SecondsPerStep * plan.Time.Steps, Text($"about {ProgressText.Eta(calibration.SecondsPerStep * plan.Time.Steps)} at {1 / calibration.SecondsPerStep:0} steps/s")),
            ("collision_time_fraction_first_steps", calibration.CollisionTimeFraction, calibration.CollisionTimeFraction is { } fraction ? Text($"{fraction:G3} over the first steps") : "no collision solver"),
        };
        if (isJson)
            Console.Out.WriteLine(JsonSerializer.Serialize(facts.Prepend(("schema", (object?)"marsdisk.dry_run", "")).ToDictionary(fact => fact.Item1, fact => fact.Item2, StringComparer.Ordinal)));
        else
            facts.ForEach(fact => Console.Out.WriteLine($"{fact.Name.Replace('_', ' '),-36} {fact.Text}"));
        return ExitCodes.Done;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
