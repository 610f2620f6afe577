using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tables;

/// <summary>The 11 columns of the energy bookkeeping, which are the table energy and extend run (runner §3.3, §3.6).</summary>
internal static class EnergySchema
{
    public static TableSchema Build()
    {
        var columns = new SchemaBuilder();
        columns.Live("time", StepFact.Time, "s", "Simulated time at the end of the step.");
        AddTo(columns);

        return columns.Build(TableNames.Energy, RowRule.EveryStep);
    }

    // The names say "step", the values are rates per second: the reference's words, kept.
    public static void AddTo(SchemaBuilder columns)
    {
        columns.Live("E_rel_step", StepFact.ERelStep, "J m^-2", "Relative kinetic energy of all collisions, per second.");
        columns.Live("E_dissipated_step", StepFact.EDissipatedStep, "J m^-2", "Energy that the collisions dissipate, per second.");
        columns.Live("E_retained_step", StepFact.ERetainedStep, "J m^-2", "Energy that the collisions leave in motion, per second.");
        columns.Live("f_ke_mean", StepFact.FKeMean, "dimensionless", "Mean fraction of kinetic energy retained, weighted with collision numbers.");
        columns.Live("f_ke_energy", StepFact.FKeEnergy, "dimensionless", "Mean fraction of kinetic energy retained, weighted with energy.");
        columns.Live("F_lf_mean", StepFact.FLfMean, "dimensionless", "Mean mass fraction of the largest fragment.");
        columns.Live("n_cratering", StepFact.NCratering, "count", "Cratering collisions per area and time.");
        columns.Live("n_fragmentation", StepFact.NFragmentation, "count", "Catastrophic collisions per area and time.");
        columns.Live("frac_cratering", StepFact.FracCratering, "dimensionless", "Fraction of collisions that are cratering.");
        columns.Live("frac_fragmentation", StepFact.FracFragmentation, "dimensionless", "Fraction of collisions that are catastrophic.");
        columns.Live("f_ke_eps_mismatch", StepFact.FKeEpsMismatch, "dimensionless", "Difference between the configured retained fraction and the square of the restitution coefficient.");
    }
}
