using MarsDisk.Parsing;
using MarsDisk.Scenario.Checks;

namespace MarsDisk.Scenario.Grammar;

/// <summary>What is missing when the source is complete.</summary>
internal static class SourceEnd
{
    /// <summary>Everything that is missing, innermost block first.</summary>
    public static IReadOnlyList<Diagnostic> Missing(Position end, ScenarioContext context, bool requiresEnd)
    {
        var at = SourceSpan.At(end);
        var line = end.Column > 1 ? "\n" : "";
        if (!context.HasHeader)
        {
            return [Finding.Of("scn.header.missing", at, $"the source has no header, scenario \"name\" version 1") with
            {
                FixIts = [new FixIt.Insert(at, line + "scenario \"name\" version 1\n")],
            }];
        }

        List<Diagnostic> missing = [];
        if (context.Skipping > 0)
            missing.Add(Unclosed(at, "a block that was skipped", null, line));
        if (context.Table is { } table)
            missing.Add(Unclosed(at, table.IsDriver ? "drive" : $"table {table.Owner}", table.Head, line));
        if (context.Run is { } run)
            missing.Add(Unclosed(at, $"run \"{run.Id}\"", run.Head, line));
        if (context.Sweep is { } sweep)
            missing.Add(Unclosed(at, $"sweep \"{sweep.Id}\"", sweep.Head, line));
        if (context.Config is { } config)
            missing.Add(Unclosed(at, "config", config.Head, line));
        if (requiresEnd && !context.HasEnded)
        {
            missing.Add(Finding.Of("scn.eof.missing_end", at, $"the source ends without \"end\": it may have been cut off") with
            {
                FixIts = [new FixIt.Insert(at, line + "end\n")],
            });
        }

        return missing;
    }

    private static Diagnostic Unclosed(SourceSpan at, string block, SourceSpan? head, string line)
        => Finding.Of("scn.eof.unclosed_block", at, $"the source ends inside {block}") with
        {
            SeverityHint = SeverityHint.Rollback,
            Notes = head is null ? [] : [(head, "opened here")],
            FixIts = [new FixIt.Insert(at, line + "}\n")],
        };
}
