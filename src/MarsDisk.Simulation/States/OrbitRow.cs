namespace MarsDisk.Simulation.States;

/// <summary>One completed orbit of the roll-up (runner §2.11). Masses in Mars masses, times in seconds.</summary>
/// <param name="StepEnd">End of the step in which the orbit ended.</param>
/// <param name="OrbitEnd">End of the orbit itself, interpolated.</param>
/// <param name="Blowout">Mass blown out during the orbit.</param>
/// <param name="Sinks">Mass lost to sinks during the orbit.</param>
/// <param name="BlowoutTotal">Mass blown out since the start.</param>
/// <param name="SinksTotal">Mass lost to sinks since the start.</param>
/// <param name="Temperature">Temperature of Mars in the step in which the orbit ended, K.</param>
public readonly record struct OrbitRow(
    double StepEnd,
    double OrbitEnd,
    double Blowout,
    double Sinks,
    double BlowoutTotal,
    double SinksTotal,
    double Temperature);
