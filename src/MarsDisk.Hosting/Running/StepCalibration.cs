using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Hosting.Running;

/// <summary>What a step of a run costs here, measured by computing for a moment; nothing is written.</summary>
/// <param name="SecondsPerStep">Time of one step, s.</param>
/// <param name="BytesPerStep">Bytes of all table files per step.</param>
/// <param name="CollisionTimeFraction">Time that the collision solver integrated over elapsed time; null without collisions.</param>
public sealed record StepCalibration(double SecondsPerStep, double BytesPerStep, double? CollisionTimeFraction)
{
    private const int StepsMax = 2000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(0.5);

    /// <summary>Computes up to 2000 steps or for half a second.</summary>
    /// <param name="prepared">The run.</param>
    public static StepCalibration Measure(PreparedRun prepared)
    {
        var policy = new FlushPolicy((int)Math.Min(StepsMax, prepared.Plan.Time.Steps), long.MaxValue, 1);
        using var buffer = new ChunkBuffer(prepared.Schemas, policy.Capacity);
        var integrator = new Integrator(prepared.Plan, prepared.InitialState().Run, policy);
        integrator.Begin(buffer);
        var clock = TimeProvider.System;
        var begun = clock.GetTimestamp();
        while (integrator.HasBuffer && !integrator.HasEnded && clock.GetElapsedTime(begun) < Duration)
            integrator.Fill(64);

        var steps = Math.Max(1, buffer.Rows);
        return new StepCalibration(clock.GetElapsedTime(begun).TotalSeconds / steps, EncodedBytes(prepared, buffer) / steps, Fraction(prepared, buffer));
    }

    private static double EncodedBytes(PreparedRun prepared, ChunkBuffer buffer)
    {
        using var encoder = prepared.NewEncoder();
        var bytes = 0L;
        foreach (var table in prepared.Schemas.Tables.Where(table => encoder.Rows(table, buffer) > 0))
        {
            using var file = new MemoryStream();
            encoder.Write(table, buffer, file);
            bytes += file.Length;
        }

        return bytes;
    }

    private static double? Fraction(PreparedRun prepared, ChunkBuffer buffer)
    {
        if (!prepared.Schemas.Shows(StepFact.SmolDtEff) || buffer.Rows == 0)
            return null;

        var integrated = 0.0;
        foreach (var seconds in buffer.Facts.Doubles(StepFact.SmolDtEff)[..buffer.Rows])
            integrated += double.IsFinite(seconds) ? seconds : 0;
        return integrated / (prepared.Plan.Time.Step * buffer.Rows);
    }
}
