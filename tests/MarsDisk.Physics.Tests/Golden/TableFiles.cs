using System.Globalization;
using MarsDisk.Physics.Radiation;

namespace MarsDisk.Physics.Tests.Golden;

/// <summary>The radiation tables of the reference as they lie in the folder Golden, and the built-in one each belongs to.</summary>
public static class TableFiles
{
    /// <summary>The built-in table that stands for a file of the reference; null for a file that is not closed-form.</summary>
    public static QprTable? BuiltIn(string fileName) => fileName switch
    {
        "qpr_planck.csv" => BuiltInQprTables.Wien(),
        "qpr_planck_sio2_generated.csv" => BuiltInQprTables.SilicaGenerated(),
        "qpr_planck_sio2_abbas_calibrated_lowT.csv" => BuiltInQprTables.SilicaCalibrated(),
        _ => null,
    };

    /// <summary>A table as the reference wrote it: rows of T_M, s, Q_pr, sorted by both axes.</summary>
    public static QprTable Read(string fileName)
    {
        var rows = File.ReadLines(Examples.PathOf("tables/" + fileName)).Skip(1)
            .Select(line => Array.ConvertAll(line.Split(','), cell => double.Parse(cell, CultureInfo.InvariantCulture)))
            .ToList();
        return new QprTable(
            [.. rows.Select(row => row[0]).Distinct()],
            [.. rows.Select(row => row[1]).Distinct()],
            [.. rows.Select(row => row[2])]);
    }
}
