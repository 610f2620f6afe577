using MarsDisk.Physics.Shielding;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Simulation.Planning;

/// <summary>Table and law of self-shielding (runner §2.2 step 10, physics §7.3).</summary>
internal static class ShieldingPlanner
{
    private const string Key = "shielding.table_path";
    private const string ShippedTable = "phi";

    /// <summary>The table of the optical depth alone; null in mode off and without one.</summary>
    public static PhiTable1D? Table(PlanInputs inputs)
    {
        var shielding = inputs.Parameters.Shielding;
        if (shielding is null or { Mode: ShieldingMode.Off } or { TablePath: null })
            return null;
        var path = shielding.TablePath;
        if (inputs.Tables.Find(path) is null && Path.GetFileNameWithoutExtension(path) == ShippedTable)
            return ClosedForm();
        return PlanInputs.Guard(Key, () => FromFile(inputs, inputs.Read(Key, path)));
    }

    public static double LineOfSightFactor(RunParameters parameters) =>
        parameters.Shielding is { LosGeometry: { Mode: LineOfSightMode.AspectRatioFactor } geometry }
            ? LineOfSight.Factor(geometry.HOverR, geometry.PathMultiplier)
            : 1;

    /// <summary>Phi at an optical depth; 1 without a table.</summary>
    public static double PhiAt(PhiTable1D? table, double tau) => table?.Evaluate(tau) ?? 1;

    public static ShieldingPlan Plan(PlanInputs inputs, PhiTable1D? table, StartValues start)
    {
        var parameters = inputs.Parameters;
        var shielding = parameters.Shielding;
        var mode = shielding?.Mode ?? ShieldingMode.PsiTau;
        var isFixed = mode == ShieldingMode.FixedTau1;
        var fixedTau = isFixed ? shielding!.FixedTau1Tau ?? (start.Opacity * start.SurfaceDensity) : (double?)null;
        var fixedSigma = isFixed ? FixedSigma(shielding!, start) : null;
        return new ShieldingPlan
        {
            Law = mode switch
            {
                ShieldingMode.Off => ShieldingLaw.Off,
                ShieldingMode.FixedTau1 => ShieldingLaw.AtFixedTau(fixedTau!.Value, table, fixedSigma),
                _ => ShieldingLaw.OfLineOfSight(table),
            },
            LineOfSight = LineOfSightFactor(parameters),
            InitialPhi = start.Phi,
            FixedTau = fixedTau,
            FixedSigma = fixedSigma,
        };
    }

    private static double? FixedSigma(ShieldingParameters shielding, StartValues start) => shielding.FixedTau1Sigma switch
    {
        null => null,
        { Kind: FixedTau1Kind.Given } given => given.KilogramsPerSquareMetre,
        { Kind: FixedTau1Kind.Auto } => 1 / start.OpacityEffective,
        _ => Math.Max(1 / start.OpacityEffective, start.SurfaceDensity) * (1 + shielding.AutoMaxMargin),
    };

    private static PhiTable1D ClosedForm()
    {
        double[] tau = [0, 0.2, 0.4, 0.6, 0.8, 1, 2, 5, 10];
        return new PhiTable1D(tau, Array.ConvertAll(tau, depth => PhiTable3D.ClosedForm(depth, 0, 0)));
    }

    private static PhiTable1D FromFile(PlanInputs inputs, NumericTable table)
    {
        if (!table.Has("w0"))
            return Sorted(table["tau"], table["phi"], _ => true);

        var (albedos, asymmetries) = (table["w0"], table["g"]);
        var (albedo, asymmetry) = (albedos.Min(), asymmetries.Min());
        if (albedo != 0 || asymmetry != 0)
            inputs.Warn(
                PlanFindingKind.Table, "REF003", Key, $"{table.Path} has no rows at w0 = g = 0; the smallest ones are used.");
        return Sorted(table["tau"], table["Phi"], row => albedos[row] == albedo && asymmetries[row] == asymmetry);
    }

    private static PhiTable1D Sorted(double[] tau, double[] phi, Func<int, bool> isWanted)
    {
        int[] rows = [.. Enumerable.Range(0, tau.Length).Where(isWanted).OrderBy(row => tau[row])];
        return new PhiTable1D(Array.ConvertAll(rows, row => tau[row]), Array.ConvertAll(rows, row => phi[row]));
    }
}
