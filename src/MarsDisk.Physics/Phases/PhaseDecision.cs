namespace MarsDisk.Physics.Phases;

/// <summary>State of the layer that decides about supply and blow-out.</summary>
public enum PhaseState
{
    /// <summary>Grains.</summary>
    Solid,

    /// <summary>Vapour.</summary>
    Vapor,
}

/// <summary>State of the bulk that decides about collisions.</summary>
public enum BulkState
{
    /// <summary>At most 5 % liquid.</summary>
    SolidDominated,

    /// <summary>In between.</summary>
    Mixed,

    /// <summary>At least 95 % liquid.</summary>
    LiquidDominated,
}

/// <summary>What a phase law says about a step.</summary>
/// <param name="State">Solid or vapour.</param>
/// <param name="VapourShare">f_vap in [0, 1].</param>
/// <param name="Bulk">State of the bulk.</param>
/// <param name="LiquidShare">f_liquid in [0, 1].</param>
/// <param name="SolidShare">f_solid = 1 − f_liquid.</param>
public readonly record struct PhaseDecision(
    PhaseState State, double VapourShare, BulkState Bulk, double LiquidShare, double SolidShare)
{
    private const double VapourLimit = 0.5;
    private const double LiquidLimit = 0.95;
    private const double SolidLimit = 0.05;

    /// <summary>Everything solid.</summary>
    public static readonly PhaseDecision Solid = Of(0);

    /// <summary>The decision for a vapour share; the bulk takes the same share for its liquid.</summary>
    public static PhaseDecision Of(double vapourShare)
    {
        var share = Math.Clamp(vapourShare, 0, 1);
        var state = share >= VapourLimit ? PhaseState.Vapor : PhaseState.Solid;
        var bulk = share >= LiquidLimit ? BulkState.LiquidDominated
            : share <= SolidLimit ? BulkState.SolidDominated
            : BulkState.Mixed;
        return new PhaseDecision(state, share, bulk, share, 1 - share);
    }
}
