namespace MarsDisk.Simulation.States;

/// <summary>Masses lost since the start, in Mars masses.</summary>
public sealed class LossTotals
{
    private double _blowout;
    private double _sinks;
    private double _sublimation;
    private double _hydro;

    /// <summary>Lost by radiation-pressure blow-out.</summary>
    public double Blowout { get => _blowout; set => _blowout = value; }

    /// <summary>Lost to every sink, sublimation included.</summary>
    public double Sinks { get => _sinks; set => _sinks = value; }

    /// <summary>Lost by sublimation; part of <see cref="Sinks"/>.</summary>
    public double Sublimation { get => _sublimation; set => _sublimation = value; }

    /// <summary>Lost by hydrodynamic escape.</summary>
    public double Hydro { get => _hydro; set => _hydro = value; }

    /// <summary>Blow-out and sinks together.</summary>
    public double Total => _blowout + _sinks;

    internal void Transfer(IStateTransfer transfer, uint tag)
    {
        transfer.Number(tag, ref _blowout);
        transfer.Number(tag + 1, ref _sinks);
        transfer.Number(tag + 2, ref _sublimation);
        transfer.Number(tag + 3, ref _hydro);
    }
}
