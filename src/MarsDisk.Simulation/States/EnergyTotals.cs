using MarsDisk.Physics.Collisions;

namespace MarsDisk.Simulation.States;

/// <summary>Energies of all steps with a collision update, and the shares of the last one (runner §3.7).</summary>
public sealed class EnergyTotals
{
    private double _relative;
    private double _dissipated;
    private double _returned;
    private double _fragmentationShare = double.NaN;
    private double _crateringShare = double.NaN;
    private double _shareMean = double.NaN;
    private double _shareOfEnergy = double.NaN;

    /// <summary>Plain sum of the relative energies per second, J m⁻² s⁻¹.</summary>
    public double Relative => _relative;

    /// <summary>Plain sum of what was dissipated per second, J m⁻² s⁻¹.</summary>
    public double Dissipated => _dissipated;

    /// <summary>Plain sum of what was returned per second, J m⁻² s⁻¹.</summary>
    public double Returned => _returned;

    /// <summary>Share of fragmenting impacts in the last collision step; not a number before the first.</summary>
    public double FragmentationShareLast => _fragmentationShare;

    /// <summary>Share of cratering impacts in the last collision step.</summary>
    public double CrateringShareLast => _crateringShare;

    /// <summary>Mean f_ke, weighted by impacts, of the last collision step.</summary>
    public double ShareMeanLast => _shareMean;

    /// <summary>Mean f_ke, weighted by energy, of the last collision step.</summary>
    public double ShareOfEnergyLast => _shareOfEnergy;

    internal void Add(EnergyTally energy)
    {
        _relative += energy.Relative;
        _dissipated += energy.Dissipated;
        _returned += energy.Returned;
        _fragmentationShare = energy.FragmentationShare;
        _crateringShare = energy.CrateringShare;
        _shareMean = energy.ShareMean;
        _shareOfEnergy = energy.ShareOfEnergy;
    }

    internal void Transfer(IStateTransfer transfer, uint tag)
    {
        transfer.Number(tag, ref _relative);
        transfer.Number(tag + 1, ref _dissipated);
        transfer.Number(tag + 2, ref _returned);
        transfer.Number(tag + 3, ref _fragmentationShare);
        transfer.Number(tag + 4, ref _crateringShare);
        transfer.Number(tag + 5, ref _shareMean);
        transfer.Number(tag + 6, ref _shareOfEnergy);
    }
}
