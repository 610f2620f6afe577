using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Phases;
using MarsDisk.Physics.Strength;
using MarsDisk.Physics.Sublimation;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Simulation.Planning;

/// <summary>Strength, sublimation, phase and energy shares of the material.</summary>
internal static class MaterialPlanner
{
    private const double PlaceholderTemperature = 1300;    // K; the kernel of the reference has its own (runner §1.5)

    public static StrengthTable Strength(PlanInputs inputs)
    {
        var qstar = inputs.Parameters.Qstar;
        var units = qstar.CoeffUnits == CoefficientUnits.Si ? StrengthUnits.Si : StrengthUnits.Cgs;
        if (!qstar.OverrideCoeffs)
            return StrengthTable.BuiltIn(1, units, qstar.MuGrav);
        if (qstar.CoeffTable is { } rows)
            return PlanInputs.Guard("qstar.coeff_table", () => new StrengthTable(
                rows.Select(row => new StrengthEntry(row.VRefKms, row.Qs, row.AS, row.B, row.BG)), units, qstar.MuGrav));
        var scaled = new StrengthEntry(0, qstar.Qs * qstar.CoeffScale, qstar.AS, qstar.B * qstar.CoeffScale, qstar.BG);
        return PlanInputs.Guard(
            "qstar.v_ref_kms", () => StrengthTable.Broadcast(qstar.VRefKms, scaled, units, qstar.MuGrav));
    }

    public static PhaseLaw Phase(RunParameters parameters)
    {
        var phase = parameters.Phase;
        if (!phase.Enabled)
            return PhaseLaw.Disabled;
        if (phase.Source == PhaseSource.Map)
            return PhaseLaw.BuiltInMap;
        var limits = phase.Thresholds;
        return PhaseLaw.Threshold(limits.TCondenseK, limits.TVaporizeK, limits.PRefBar, limits.TauRef);
    }

    /// <summary>The vapour pressure behind the Hertz-Knudsen-Langmuir laws; null for the others and without coefficients.</summary>
    public static VapourPressure? Vapour(PlanInputs inputs)
    {
        var law = inputs.Parameters.Sinks.SubParams;
        if (law.Mode is not (SublimationMode.Hkl or SublimationMode.HklTimescale))
            return null;
        var solid = law is { A: { } a, B: { } b } ? new ClausiusLaw(a, b) : (ClausiusLaw?)null;
        var liquid = law is { EnableLiquidBranch: true, ALiq: { } aLiquid, BLiq: { } bLiquid, PsatLiquidSwitchK: not null }
            ? new ClausiusLaw(aLiquid, bLiquid)
            : (ClausiusLaw?)null;
        var switchAt = law.PsatLiquidSwitchK ?? double.PositiveInfinity;
        var table = law.PsatModel == VapourPressureModel.Clausius ? null : Table(inputs, law);
        if (law.PsatModel == VapourPressureModel.Tabulated)
            return VapourPressure.Tabulated(table ?? throw PlanException.Configuration(
                "sinks.sub_params.psat_table_path", "The model tabulated needs a table."));
        if (solid is null)
            return table is null ? null : VapourPressure.Tabulated(table);
        return table is null
            ? VapourPressure.Clausius(solid.Value, liquid, switchAt)
            : VapourPressure.Automatic(table, solid.Value, liquid, switchAt);
    }

    public static SublimationLaw Sublimation(PlanInputs inputs, VapourPressure? pressure)
    {
        var law = inputs.Parameters.Sinks.SubParams;
        if (pressure is not { } vapour)
            return SublimationLaw.Exponential(PlaceholderTemperature, law.DT);
        return PlanInputs.Guard(
            "sinks.sub_params.mu", () => SublimationLaw.HertzKnudsen(vapour, law.AlphaEvap, law.Mu, law.PGas));
    }

    public static EnergyShares? Energy(RunParameters parameters)
    {
        if (!parameters.Diagnostics.EnergyBookkeeping.Enabled)
            return null;
        var dynamics = parameters.Dynamics;
        var restitution = dynamics.EpsRestitution * dynamics.EpsRestitution;
        return new EnergyShares(dynamics.FKeCratering, dynamics.FKeFragmentation ?? restitution);
    }

    private static PressureTable? Table(PlanInputs inputs, SublimationParameters law)
    {
        const string key = "sinks.sub_params.psat_table_path";
        if (law.PsatTablePath is not { } path)
            return null;
        var table = inputs.Read(key, path);
        return PlanInputs.Guard(key, () => new PressureTable(
            table[table.Has("T[K]") ? "T[K]" : "T"], table[table.Has("log10P[Pa]") ? "log10P[Pa]" : "log10P"],
            law.LocalFitWindowK, law.MinPointsLocalFit));
    }
}
