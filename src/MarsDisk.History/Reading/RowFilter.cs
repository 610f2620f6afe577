using System.Globalization;
using System.Text.RegularExpressions;

namespace MarsDisk.History.Reading;

/// <summary>Comparisons of columns with numbers, joined by <c>and</c> (experience §2.7). A missing value satisfies none.</summary>
public sealed partial class RowFilter
{
    private readonly List<Comparison> _comparisons = [];

    private RowFilter()
    {
    }

    /// <summary>The column of each comparison, in the order of the expression.</summary>
    public IReadOnlyList<string> Columns => [.. _comparisons.Select(comparison => comparison.Column)];

    /// <summary>Reads an expression such as <c>tau &gt; 0.5 and time &lt;= 1e5</c>.</summary>
    /// <exception cref="FormatException">The expression is something else.</exception>
    public static RowFilter Parse(string expression)
    {
        var filter = new RowFilter();
        foreach (var part in Conjunction().Split(expression))
        {
            var match = ComparisonForm().Match(part);
            if (!match.Success || !double.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                throw new FormatException($"'{part.Trim()}' is not a comparison of a column with a number, such as tau > 0.5.");

            filter._comparisons.Add(new Comparison(match.Groups["column"].Value, match.Groups["operator"].Value, number));
        }

        return filter;
    }

    /// <summary>True if the row satisfies every comparison. The cells are those of <see cref="Columns"/>, in that order.</summary>
    public bool Accepts(IReadOnlyList<ColumnCells> cells, int row)
    {
        for (var i = 0; i < _comparisons.Count; i++)
        {
            if (cells[i].IsMissing(row) || !_comparisons[i].Holds(cells[i].Number(row)))
                return false;
        }

        return true;
    }

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Conjunction();

    [GeneratedRegex(@"^\s*(?<column>\w+)\s*(?<operator><=|>=|==|!=|=|<|>)\s*(?<number>\S+)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ComparisonForm();

    private sealed record Comparison(string Column, string Operator, double Number)
    {
        // Equality is exact on purpose: the user compares with a number of the table.
        public bool Holds(double value) => Operator switch
        {
            "<" => value < Number,
            "<=" => value <= Number,
            ">" => value > Number,
            ">=" => value >= Number,
            "!=" => !value.Equals(Number) && !double.IsNaN(value),
            _ => value.Equals(Number),
        };
    }
}
