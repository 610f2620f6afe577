using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>Times of a scenario in seconds.</summary>
internal static class TimeBinder
{
    private static readonly KeyUnit Second = KeyUnit.Of("s");
    private static readonly KeyUnit Orbit = KeyUnit.Of("orbit");

    /// <summary>Seconds; null for orbits while the orbit is not known.</summary>
    /// <param name="time">A quantity of time, or in orbits.</param>
    /// <param name="orbitSeconds">Orbital period of the run, s.</param>
    public static double? Seconds(in Quantity time, double? orbitSeconds) =>
        Second.Convert(time) ?? (Orbit.Convert(time) is { } orbits ? orbits * orbitSeconds : null);

    /// <summary>Where something stands, for the run.</summary>
    public static InputOrigin OriginOf(in SourceSpan span) => new(span.Start, span.Length, (int)Math.Min(span.StartLine, int.MaxValue), span.StartColumn);
}
