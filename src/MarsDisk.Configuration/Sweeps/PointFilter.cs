using System.Globalization;
using System.Text.RegularExpressions;
using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Sweeps;

/// <summary>Which points of a sweep are left out: comparisons of varied keys with values, joined by <c>and</c>.</summary>
public sealed partial class PointFilter
{
    private readonly record struct Condition(string Key, string Comparison, string Value);

    private readonly IReadOnlyList<Condition> _conditions;

    private PointFilter(IReadOnlyList<Condition> conditions) => _conditions = conditions;

    /// <summary>Whether every comparison holds; a key without a value fulfils none.</summary>
    /// <param name="valueOf">Value of a varied key; null when the point leaves it to the base.</param>
    public bool Matches(Func<string, SweepValue?> valueOf) =>
        _conditions.All(condition => valueOf(condition.Key) is { } value && Holds(value.Word, condition));

    internal static PointFilter? Parse(YamlNode node, IReadOnlyCollection<string> keys, List<Finding> findings)
    {
        if (node is not YamlScalar text)
        {
            findings.Add(node.Place.Error("TYPE", "An entry of exclude must be text.", "Write for example \"radiation.TM_K > 4500 and dynamics.i0 < 0.02\"."));
            return null;
        }

        var conditions = new List<Condition>();
        foreach (var part in And().Split(text.Text))
        {
            var match = Comparison().Match(part);
            if (!match.Success)
                findings.Add(text.Place.Error("TYPE", $"\"{part.Trim()}\" is no comparison.", "Write key, comparison (< <= > >= == !=) and value, joined by and."));
            else if (!keys.Contains(match.Groups["key"].Value, StringComparer.Ordinal))
                findings.Add(text.Place.Error("KEY001", $"{match.Groups["key"].Value} does not vary in this sweep.", NearestName.Of(match.Groups["key"].Value, keys) is { } near ? $"Did you mean {near}?" : keys.Count == 0 ? null : $"These do: {string.Join(", ", keys)}."));
            else
                conditions.Add(new Condition(match.Groups["key"].Value, match.Groups["comparison"].Value, match.Groups["value"].Value.Trim('\'', '"')));
        }

        return new PointFilter(conditions);
    }

    private static bool Holds(string word, Condition condition)
    {
        if (!Number(word, out var left) || !Number(condition.Value, out var right))
            return condition.Comparison switch { "==" or "=" => word == condition.Value, "!=" => word != condition.Value, _ => false };
        return condition.Comparison switch
        {
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            ">=" => left >= right,
            "!=" => left != right,
            _ => left == right,                    // exact: both were written as digits
        };
    }

    private static bool Number(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"\s+and\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex And();

    [GeneratedRegex(@"^\s*(?<key>[A-Za-z_][\w.]*)\s*(?<comparison><=|>=|==|!=|=|<|>)\s*(?<value>[^\s<>=!]+)\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comparison();
}
