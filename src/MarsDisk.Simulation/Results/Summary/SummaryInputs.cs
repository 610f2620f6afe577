using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Summary;

/// <summary>What a scenario expected of a run, and what came of it. A run without inputs has no such member.</summary>
internal static class SummaryInputs
{
    public static void Add(JsonMembers document, RunState end)
    {
        if (!end.IsFed)
            return;
        document["inputs_consumed_below"] = end.NextInputOrdinal;
        document["expectations"] = end.Claims.Select(Members).ToArray();
    }

    private static JsonMembers Members(ClaimResult result) => new()
    {
        ["line"] = result.Origin.Line,
        ["claim"] = result.Claim.ToString(),
        ["verdict"] = result.Verdict switch
        {
            Verdict.Held => "held",
            Verdict.Failed => "failed",
            _ => "open",
        },
        ["step"] = result.Step < 0 ? null : result.Step,
        ["t_s"] = result.Step < 0 ? null : result.Time,
        ["value"] = result.Value,
    };
}
