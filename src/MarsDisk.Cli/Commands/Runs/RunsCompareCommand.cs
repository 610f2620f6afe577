using System.CommandLine;
using System.Globalization;

using MarsDisk.Cli.Output;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Upkeep;

namespace MarsDisk.Cli.Commands.Runs;

/// <summary><c>marsdisk runs compare A B</c>: where the history of two runs differs (experience.md §2.6).</summary>
internal static class RunsCompareCommand
{
    private const double UsualRelative = 1e-9;

    public static Command Build()
    {
        var left = new Argument<string>("a") { Description = "Run directory" };
        var right = new Argument<string>("b") { Description = "Another one" };
        var exact = new Option<bool>("--exact") { Description = "Compare numbers by their bits" };
        var relative = new Option<double>("--rtol") { Description = "Numbers are equal within A + R times the larger one; default 1e-9", DefaultValueFactory = _ => UsualRelative };
        var absolute = new Option<double>("--atol") { Description = "A, in the unit of the column; default 0" };
        var columns = new Option<string?>("--columns") { Description = "Only these, separated by commas" };
        var json = JsonAnswer.Option();
        var command = new Command("compare", "Compares the tables of two runs; ends with 6 when they differ.") { left, right, exact, relative, absolute, columns, json };
        command.SetAction(line => DirectoryCommand.Guard(() =>
        {
            var names = line.GetValue(columns)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
            var report = RunComparison.Of(
                StoredRun.Open(line.GetRequiredValue(left)), StoredRun.Open(line.GetRequiredValue(right)),
                new Tolerance(line.GetValue(exact), line.GetValue(relative), line.GetValue(absolute)), names);
            return Answer(report, line.GetValue(json));
        }));
        return command;
    }

    private static int Answer(ComparisonReport report, bool isJson)
    {
        var code = report.AreEqual ? ExitCodes.Done : ExitCodes.Different;
        if (isJson)
            Print(report, code);
        else
            Say(report);
        return code;
    }

    private static void Print(ComparisonReport report, int code) => JsonAnswer.Print(
        "marsdisk.comparison", ("columns", report.Columns), ("differences", report.Differences.Select(Of).ToArray()), ("troubles", report.Troubles), ("exit_code", code));

    private static object Of(ColumnDifference difference) => new
    {
        table = difference.Table,
        column = difference.Column,
        first_row = difference.FirstRow,
        rows = difference.Rows,
        largest_absolute = Finite(difference.LargestAbsolute),
        largest_relative = Finite(difference.LargestRelative),
    };

    // JSON has no word for the distance to infinity.
    private static double? Finite(double distance) => double.IsFinite(distance) ? distance : null;

    private static void Say(ComparisonReport report)
    {
        foreach (var trouble in report.Troubles)
            Console.Error.WriteLine(trouble);
        foreach (var difference in report.Differences)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{difference.Table}.{difference.Column}  first at row {difference.FirstRow}, {Words.Count(difference.Rows, "row")}, largest difference {difference.LargestAbsolute:R}, relative {difference.LargestRelative:R}"));
        }

        if (report.AreEqual)
            Console.Out.WriteLine($"equal  {Words.Count(report.Columns, "column")}");
    }
}
