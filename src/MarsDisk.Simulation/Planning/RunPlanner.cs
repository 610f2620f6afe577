using MarsDisk.History.Schemas;
using MarsDisk.Physics;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Simulation.Planning;

/// <summary>Turns a configuration and its table files into a plan (runner §2.2, physics §19.2).</summary>
public static class RunPlanner
{
    /// <summary>The plan of a run, or what prevents it.</summary>
    /// <param name="parameters">The validated configuration.</param>
    /// <param name="tables">The table files that it names.</param>
    /// <param name="options">What the run is told beside its configuration.</param>
    public static PlanResult Plan(RunParameters parameters, TableFiles tables, PlanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(tables);
        var inputs = new PlanInputs(parameters, tables);
        try
        {
            return new PlanResult(Build(inputs, options ?? new PlanOptions()), inputs.Findings);
        }
        catch (PlanException error)
        {
            inputs.Findings.Add(error.Finding);
        }
        catch (PhysicsException error)
        {
            inputs.Findings.Add(new PlanFinding(PlanFindingKind.Physics, IsError: true, "RANGE001", "", error.Message));
        }
        return new PlanResult(null, inputs.Findings);
    }

    private static RunPlan Build(PlanInputs inputs, PlanOptions options)
    {
        var parameters = inputs.Parameters;
        RefuseContradictions(parameters);
        WarnOfMissingParts(inputs);
        var switches = SwitchPlanner.Switches(inputs);
        var strength = MaterialPlanner.Strength(inputs);
        var orbit = OrbitPlanner.Orbit(inputs);
        var excitation = OrbitPlanner.Excitation(inputs, orbit);
        var radiation = RadiationPlanner.Radiation(inputs);
        var temperature = TemperaturePlanner.Temperature(inputs, orbit);
        var phi = ShieldingPlanner.Table(inputs);
        var start = new StartPlanner(inputs, orbit, excitation, radiation, temperature, switches).Start(phi);
        var supply = SupplyPlanner.Supply(inputs, orbit, phi, start);
        var time = TimeGridPlanner.Grid(inputs, orbit, temperature);
        var blowout = FastBlowout(switches, start, time);
        WarnOfLongSteps(inputs, blowout);
        var vapour = MaterialPlanner.Vapour(inputs);
        return new RunPlan
        {
            Parameters = parameters,
            Options = options,
            Orbit = orbit,
            Excitation = excitation,
            Time = time,
            Temperature = temperature,
            Radiation = radiation,
            Shielding = ShieldingPlanner.Plan(inputs, phi, start),
            Switches = switches,
            Supply = supply,
            Start = start,
            Strength = strength,
            Phase = MaterialPlanner.Phase(parameters),
            Vapour = vapour,
            SublimationLaw = MaterialPlanner.Sublimation(inputs, vapour),
            FastBlowout = blowout,
            EnergyShares = MaterialPlanner.Energy(parameters),
            Schemas = new HistorySchemas(History(parameters, switches, time)),
        };
    }

    private static void RefuseContradictions(RunParameters parameters)
    {
        if (parameters is { OpticalDepth: not null, InitTau1.ScaleToTau1: true })
            throw PlanException.Configuration(
                "init_tau1.scale_to_tau1", "It contradicts optical_depth, which is on by default; set optical_depth: null first.");
        if (parameters.Dynamics is { KernelHMode: ScaleHeightMode.Fixed, HFixedOverA: null })
            throw PlanException.Configuration("dynamics.H_fixed_over_a", "The mode fixed of the scale height needs its value.");
    }

    // What is asked for and not made is named, because nothing else would tell.
    private static void WarnOfMissingParts(PlanInputs inputs)
    {
        var parameters = inputs.Parameters;
        if (parameters.Io.DebugSinks)
            inputs.Warn(
                PlanFindingKind.Configuration,
                "RULE004",
                "io.debug_sinks",
                "debug/sinks_trace.jsonl is not written; the diagnostics table and io.step_diagnostics hold the sink times and losses.");
        if (parameters.Sizes is { EvolveMinSize: true, DsdtModel: "linear_decay" or "constant_decay" } sizes)
            inputs.Warn(
                PlanFindingKind.Configuration,
                "RULE005",
                "sizes.dsdt_model",
                $"The diagnostic model {sizes.DsdtModel} is not computed; the column s_min_evolved stays at the smallest size of the start.");
        if (parameters.Io.Archive.Enabled)
            inputs.Warn(
                PlanFindingKind.Configuration,
                "RULE006",
                "io.archive.enabled",
                "The run is not archived when it ends; marsdisk runs export writes an archive of it.");
        if (parameters.Phase is { Enabled: true, Source: PhaseSource.Map } phase && (phase.Entrypoint != PhaseParameters.BuiltInMap || phase.ExtraKwargs.Count > 0))
            inputs.Warn(
                PlanFindingKind.Configuration,
                "RULE008",
                "phase.entrypoint",
                $"The plug-in {phase.Entrypoint} is not called; the phase is that of the built-in map.");
    }

    private static void WarnOfLongSteps(PlanInputs inputs, FastBlowout blowout)
    {
        if (inputs.Parameters.Numerics.DtOverTBlowMax is { } most && blowout.StepsPerBlowoutTime > most)
            inputs.Warn(
                PlanFindingKind.Configuration,
                "RULE007",
                "numerics.dt_over_t_blow_max",
                FormattableString.Invariant($"A step takes {blowout.StepsPerBlowoutTime:G3} blow-out times, which is more than {most:G6}."));
    }

    private static FastBlowout FastBlowout(ProcessSwitches switches, StartValues start, TimeGrid time)
    {
        var steps = switches.Blowout ? time.Step / start.BlowoutTime : 0;
        var ratio = start.CaseStatus == "blowout" ? steps : 0;
        return new FastBlowout(steps, ratio, Physics.Radiation.BlowoutTime.ShareWithinStep(ratio));
    }

    private static HistoryOptions History(RunParameters parameters, ProcessSwitches switches, TimeGrid time) => new()
    {
        Bins = parameters.Sizes.NBins,
        Steps = time.Steps,
        SeriesStride = parameters.Io.SeriesStride,
        DiagnosticsStride = parameters.Io.DiagnosticsStride,
        PsdStride = parameters.Io.PsdHistoryStride,
        PsdHistory = parameters.Io.PsdHistory,
        SizesCanMove = switches.SurfaceSublimation,
        StepDiagnostics = parameters.Io.StepDiagnostics.Enable,
        EnergyBookkeeping = parameters.Diagnostics.EnergyBookkeeping.Enabled,
        ExtendedDiagnostics = parameters.Diagnostics.ExtendedDiagnostics.Enable,
        EvolveMinSize = parameters.Sizes.EvolveMinSize,
    };
}
