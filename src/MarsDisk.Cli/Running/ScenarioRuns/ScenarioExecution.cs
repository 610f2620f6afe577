using System.Globalization;

using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Json;

namespace MarsDisk.Cli.Running.ScenarioRuns;

/// <summary>What a command says about a scenario that it runs here.</summary>
/// <param name="Path">The scenario; <c>-</c> for standard input.</param>
/// <param name="Root">Directory of the files that it may name; null: that of the scenario.</param>
/// <param name="AreFaultsAllowed">Whether fault lines act.</param>
/// <param name="IsChecked">Whether the whole source is checked first.</param>
/// <param name="IsSpooled">Whether standard input can be read again.</param>
/// <param name="IsResume">Whether there has to be something to go on with.</param>
/// <param name="Id">Id of the scenario; null: that of its file.</param>
/// <param name="Config">Settings of the parse.</param>
/// <param name="Verify">How a resumed source is compared.</param>
internal sealed record ScenarioRequest(
    string Path, string? Root, bool AreFaultsAllowed, bool IsChecked, bool IsSpooled, bool IsResume, string? Id, StreamingConfig Config, ProofMode Verify);

/// <summary>Runs a scenario in this process (streaming-parser.md §5.1): the same command again goes on where it stopped.</summary>
internal static class ScenarioExecution
{
    private const string StateFolder = ".marsdisk";

    public static async Task<int> ExecuteAsync(ScenarioRequest request, RunLimits limits, bool isQuiet, bool isJson)
    {
        var root = request.Root is null ? ScenarioRoot.Of(request.Path) : new ScenarioRoot(Path.GetFullPath(request.Root));
        var isInput = request.Path == "-";
        var name = isInput ? "stdin" : request.Path;
        var binder = new BinderSettings(root, name) { AreFaultsAllowed = request.AreFaultsAllowed, Variables = ProcessEnvironment.Variables, Origin = isInput ? "-" : Path.GetFullPath(request.Path) };
        if (!isInput && !IsReadable(request.Path))
            return ExitCodes.Unusable;
        using var words = new ScenarioWords(name, isInput ? null : request.Path, isQuiet, isJson);
        if (request.IsChecked && !isInput && words.Say(Check(request.Path, binder)))
            return words.Refused(ExitCodes.Usage, "the scenario has mistakes");

        var id = request.Id ?? (isInput ? IdOfInput(request.IsSpooled) : ScenarioDirectory.IdOf(request.Path));
        var directory = new ScenarioDirectory(Path.Combine(root.Directory, StateFolder), id);
        if (request.IsResume && !directory.Exists)
            return words.Refused(ExitCodes.CannotGoOn, $"scenario {id} has nothing to go on with in {directory.Root}: it ended, or never began. marsdisk scenario run --local begins it.");
        using var open = directory.TryOpen();
        if (open is null)
            return words.Refused(ExitCodes.Unusable, $"another process runs the scenario in {directory.Root}.");

        var report = await RunAsync(request, binder, limits, words, open, isInput);
        if (report is null)
        {
            if (isInput && !request.IsSpooled)
                Forget(open);
            return words.Interrupted;
        }

        var exitCode = words.Say(report);
        if (exitCode == ExitCodes.CannotGoOn)
            await Console.Error.WriteLineAsync($"put the scenario back as it was; to begin anew, remove {directory.Root} and the directories of its runs.");
        else if (!report.Resumable || (isInput && !request.IsSpooled))
            Forget(open);
        return exitCode;
    }

    // Bytes that nobody keeps cannot be read again, so the next scenario of standard input is another one.
    private static string IdOfInput(bool isSpooled) =>
        isSpooled ? "stdin" : string.Create(CultureInfo.InvariantCulture, $"stdin-{Environment.ProcessId}");

    private static void Forget(OpenScenario open)
    {
        open.Dispose();
        open.Directory.Delete();
    }

    private static async Task<ScenarioReport?> RunAsync(
        ScenarioRequest request, BinderSettings binder, RunLimits limits, ScenarioWords words, OpenScenario open, bool isInput)
    {
        using var signals = new StopSignals(Console.Error);
        var session = new SessionSettings(limits.Node, ReopensFailed: true, NodeOptions.OffloadTarget(limits.Node), TimeProvider.System, Console.Error.WriteLine);
        ScenarioSource source = isInput ? new ScenarioSource.StandardInput(request.IsSpooled) : new ScenarioSource.File(Path.GetFullPath(request.Path));
        var settings = new ScenarioSettings(source, binder, session, GrammarOf(request.Path))
        {
            Config = request.Config,
            Verify = request.Verify,
            Prepare = limits.Bound,
        };
        words.Begin();
        var report = await ScenarioSession.RunAsync(open, settings, words, signals.Stopped);
        words.Interrupted = signals.ExitCode;
        return report;
    }

    private static IReadOnlyList<Diagnostic> Check(string path, BinderSettings binder)
    {
        using var feeder = new FileFeeder(path);
        return ScenarioPrecheck.Check(feeder, GrammarOf(path), binder);
    }

    private static StatementGrammar<ScenarioStatement> GrammarOf(string path) =>
        path.EndsWith(".ndjson", StringComparison.Ordinal) ? new JsonScenarioGrammar() : new ScenarioGrammar();

    private static bool IsReadable(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path} cannot be read: {error.Message}");
            return false;
        }
    }
}
