using System.Globalization;
using MarsDisk.History.Reading;

namespace MarsDisk.History.Export;

/// <summary>Derives <c>checks/energy_budget.csv</c> from the table energy (runner §3.6): one row for each step with collisions.</summary>
public static class EnergyBudget
{
    private const string Header =
        "step,time,dt,E_rel_step,E_dissipated_step,E_retained_step,f_ke_mean,F_lf_mean,n_cratering,n_fragmentation," +
        "frac_cratering,frac_fragmentation,eps_restitution,f_ke_eps_mismatch,E_numerical_error_relative,error_flag\n";

    private static readonly string[] Columns =
    [
        "time", "E_rel_step", "E_dissipated_step", "E_retained_step", "f_ke_mean", "F_lf_mean", "n_cratering", "n_fragmentation",
        "frac_cratering", "frac_fragmentation", "f_ke_eps_mismatch",
    ];

    /// <summary>Writes the budget.</summary>
    /// <param name="energy">The table energy from step 0 on; it has a row for every step.</param>
    /// <param name="stepSeconds">Length of a step, s.</param>
    /// <param name="restitution">Coefficient of restitution.</param>
    /// <param name="output">Where the text goes.</param>
    public static void Write(TableReader energy, double stepSeconds, double restitution, TextWriter output)
    {
        output.Write(Header);
        var positions = Array.ConvertAll(Columns, energy.PositionOf);
        var step = 0L;
        for (var group = 0; group < energy.Groups; group++)
        {
            var cells = energy.Read(group, positions);
            for (var row = 0; row < energy.RowsOf(group); row++, step++)
            {
                if (!cells[1].IsMissing(row))
                    WriteRow(output, step, stepSeconds, restitution, cells, row);
            }
        }
    }

    private static void WriteRow(TextWriter output, long step, double stepSeconds, double restitution, IReadOnlyList<ColumnCells> cells, int row)
    {
        var error = RelativeError(cells[1].Number(row), cells[2].Number(row), cells[3].Number(row));
        IEnumerable<string> fields =
        [
            step.ToString(CultureInfo.InvariantCulture),
            CellText.Csv(cells[0], row),
            CellText.Csv(stepSeconds),
            .. cells.Skip(1).SkipLast(1).Select(cell => CellText.Csv(cell, row)),
            CellText.Csv(restitution),
            CellText.Csv(cells[^1], row),
            CellText.Csv(error),
            Flag(error),
        ];
        output.Write(string.Join(',', fields));
        output.Write('\n');
    }

    private static double RelativeError(double relative, double dissipated, double retained)
    {
        var difference = Math.Abs(dissipated + retained - relative);

        // Without collisions there is no energy and no error.
        return difference > 0 ? difference / Math.Abs(relative) : 0;
    }

    private static string Flag(double error) => error switch
    {
        <= 1e-12 => "ok",
        <= 1e-6 => "warning",
        _ => "error",
    };
}
