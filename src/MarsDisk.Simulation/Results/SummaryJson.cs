using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results.Summary;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results;

/// <summary>Builds <c>summary.json</c> from the plan, the final state and the medians of the recorded series (runner §3.7).</summary>
public static class SummaryJson
{
    /// <summary>Writes the document.</summary>
    /// <param name="output">Receives the text.</param>
    /// <param name="plan">The run.</param>
    /// <param name="end">The state behind the last step.</param>
    /// <param name="median">
    /// Median of a column of the main series by name, not a number without finite cells. With a stride of 1 it is exact,
    /// otherwise it is the median of the recorded rows.
    /// </param>
    /// <param name="additions">What the host adds or replaces, for example the paths of the chunks.</param>
    public static void Write(
        TextWriter output,
        RunPlan plan,
        RunState end,
        Func<string, double> median,
        IReadOnlyDictionary<string, object?>? additions = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(median);
        var document = Build(plan, end, median);
        foreach (var (key, value) in additions ?? new JsonMembers())
            document[key] = value;
        JsonText.Write(output, document);
    }

    /// <summary>The columns whose medians the document shows, so that a host can find them all in one pass.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="end">The state behind the last step.</param>
    public static IReadOnlyList<string> MedianColumns(RunPlan plan, RunState end)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(end);
        var columns = new HashSet<string>(StringComparer.Ordinal);
        Build(plan, end, column =>
        {
            columns.Add(column);
            return double.NaN;
        });
        return [.. columns];
    }

    private static JsonMembers Build(RunPlan plan, RunState end, Func<string, double> median)
    {
        var document = new JsonMembers();
        SummaryLosses.Add(document, plan, end);
        SummaryConditions.Add(document, plan, end, median);
        SummaryTime.Add(document, plan, end, median);
        SummaryModes.Add(document, plan, end);
        SummarySupply.Add(document, plan, end, median);
        SummaryDiagnostics.Add(document, plan, end, median);
        SummaryInputs.Add(document, end);
        return document;
    }

    /// <summary>Smallest, median and largest value of a quantity.</summary>
    internal static void AddTriple(
        JsonMembers document, string name, Extremes extremes, Func<string, double> median, string column)
    {
        document[name + "_min"] = extremes.Smallest;
        document[name + "_median"] = median(column);
        document[name + "_max"] = extremes.Largest;
    }
}
