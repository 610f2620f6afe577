using MarsDisk.Hosting;
using MarsDisk.Parsing;

namespace MarsDisk.Cli.Output.Scenarios;

/// <summary>Exit code of what was found in a scenario (experience.md §2.9).</summary>
internal static class ScenarioExit
{
    /// <summary>The code of the worst diagnostic; warnings are none.</summary>
    public static int Of(IReadOnlyList<Diagnostic> diagnostics)
    {
        var codes = diagnostics.Where(found => found.Severity == Severity.Error).Select(Of).ToList();
        // What is wrong with the program or the source's transport says more than what is wrong with its text.
        return codes.Count == 0 ? ExitCodes.Done
            : codes.Contains(ExitCodes.Internal) ? ExitCodes.Internal
            : codes.Find(code => code != ExitCodes.Usage) is var other and not 0 ? other : ExitCodes.Usage;
    }

    private static int Of(Diagnostic error)
    {
        if (error.Code.StartsWith("scn.internal.", StringComparison.Ordinal))
            return ExitCodes.Internal;
        return KindOf(error) switch
        {
            StreamErrorKind.IoFailed => ExitCodes.Unusable,
            StreamErrorKind.FeederBug => ExitCodes.Internal,
            StreamErrorKind.SourceChanged or StreamErrorKind.CheckpointInvalid => ExitCodes.CannotGoOn,
            StreamErrorKind.Timeout => ExitCodes.TryAgain,
            StreamErrorKind.UserCancelled => ExitCodes.Interrupted,
            _ => ExitCodes.Usage,
        };
    }

    private static StreamErrorKind? KindOf(Diagnostic error)
    {
        if (error.Extensions.GetValueOrDefault("stream") is not ExtensionMap map)
            return null;
        return map.Values.GetValueOrDefault("kind") switch
        {
            StreamErrorKind kind => kind,
            string word when Enum.TryParse<StreamErrorKind>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var kind) => kind,
            _ => null,
        };
    }
}
