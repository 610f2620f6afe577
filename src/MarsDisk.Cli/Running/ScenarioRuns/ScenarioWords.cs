using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Cli.Output.Scenarios;
using MarsDisk.Cli.Running.Reading;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Journal.Events;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;

namespace MarsDisk.Cli.Running.ScenarioRuns;

/// <summary>What a scenario says while it runs and when it ends: one line a run, and each failed expectation at its line.</summary>
/// <param name="request">What is run, and in which form it is answered.</param>
/// <param name="text">The lines of the source.</param>
/// <param name="captured">Keeps the lines of diagnostics of a source that cannot be read again; null: it can.</param>
internal sealed class ScenarioWords(ScenarioRequest request, ISourceText text, CapturedText? captured) : IScenarioListener
{
    private readonly Dictionary<RunId, string> _names = [];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _found = [];
    private bool _hasCheckpoint = true;
    private long _begun;

    /// <summary>Exit code after a signal.</summary>
    public int Interrupted { get; set; } = ExitCodes.TryAgain;

    private string Name => request.Reading.Name;

    private bool IsHuman => request.Reading.Form == AnswerForm.Human;

    /// <summary>The clock of the summary begins.</summary>
    /// <param name="spool">Directory of the bytes that an earlier process kept; null: it begins, or is a file.</param>
    public void Begin(string? spool)
    {
        _begun = TimeProvider.System.GetTimestamp();
        if (request.IsQuiet)
            return;
        Console.Error.WriteLine($"scenario {Name}");
        if (spool is not null)
            Console.Error.WriteLine($"going on with what was read before; to begin anew, remove {spool}");
    }

    /// <summary>The scenario ended before, and had another text then.</summary>
    public static void Changed() =>
        Console.Error.WriteLine("the scenario has changed since it ended: what is finished is not computed again; remove the directories of runs that changed.");

    /// <summary>Says diagnostics; whether an error is among them.</summary>
    public bool Say(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            captured?.Keep(diagnostic);
            _found.Add(diagnostic);
            if (request.Reading.Form != AnswerForm.Editor)
                HumanForm.Write(Console.Error, diagnostic, Name, text);
        }

        return diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
    }

    /// <summary>The scenario cannot be run.</summary>
    public int Refused(int exitCode, string reason)
    {
        Console.Error.WriteLine(reason);
        Answer([], new StreamMeta(), exitCode, reason);
        return exitCode;
    }

    /// <summary>The end; gives the exit code.</summary>
    /// <param name="report">How the scenario ended.</param>
    /// <param name="difference">What a second reading found; null: nothing, or there was none.</param>
    public int Say(ScenarioReport report, string? difference)
    {
        foreach (var run in report.Runs.Where(run => !_said.Contains(run.Key)))
            Ended(run);
        Say(report.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToList());
        var reason = report.Reason ?? difference;
        if (reason is not null && report.Diagnostics.All(diagnostic => diagnostic.Message != reason))
            Console.Error.WriteLine(reason);
        if (report.Resumable)
            Console.Error.WriteLine("the same command goes on.");
        if (!request.IsQuiet)
        {
            var failed = report.Runs.Count(run => run.ExitCode != ExitCodes.Done);
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"scenario {Name}: {Words.Count(report.Runs.Count, "run")}, {failed} failed, {TimeProvider.System.GetElapsedTime(_begun).TotalSeconds:0.0} s"));
        }

        var exitCode = difference is not null && report.Reason is null ? ExitCodes.Different : report.ExitCode;
        Answer(report.Runs, report.Meta, exitCode, reason);
        return exitCode;
    }

    /// <inheritdoc/>
    public void Began(RunBegan run) => _names[run.Run] = $"run \"{run.Name}\"";

    /// <inheritdoc/>
    public void Ended(RunReport run)
    {
        _said.Add(run.Key);
        Say(run.Expectations.Where(expectation => !expectation.IsMet).Select(missed => Missed(run, missed)).ToList());
        if (!request.IsQuiet)
        {
            var expectations = run.Expectations.Count == 0 ? "" : $", {run.Expectations.Count(expectation => expectation.IsMet)} of {run.Expectations.Count} expectations held";
            var outcome = run.ExitCode == ExitCodes.Done ? "finished" : run.Reason.Length == 0 ? "not as expected" : $"failed: {run.Reason.TrimEnd('.')}";
            Console.Error.WriteLine($"run \"{run.Name}\" {outcome}{expectations}; {run.Directory}");
        }

        if (IsHuman && run.ExitCode == ExitCodes.Done)
            Console.Out.WriteLine(run.Directory);
    }

    /// <inheritdoc/>
    public void Logged(RunLogged line)
    {
        if (!request.IsQuiet)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{NameOf(line.Run)} at {line.Time:R} s: {line.Text}"));
    }

    /// <inheritdoc/>
    public void Changed(RunStatus status)
    {
        if (status.Waiting is { } waiting && !request.IsQuiet)
            Console.Error.WriteLine($"{NameOf(status.Run)} waits: {waiting}");
    }

    /// <inheritdoc/>
    public void Flushed(ChunkFlushed chunk)
    {
        // One line a run is enough; marsdisk table shows the rest.
    }

    /// <inheritdoc/>
    public void Stored(StreamCheckpoint checkpoint)
    {
        if (request.Reading.Checkpoint is not { } path || !_hasCheckpoint)
            return;
        try
        {
            CheckpointFile.Write(path, checkpoint);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _hasCheckpoint = false;
            Console.Error.WriteLine($"--stream-checkpoint {path} cannot be written, the scenario goes on: {error.Message}");
        }
    }

    private string NameOf(RunId run) => _names.GetValueOrDefault(run, run.Value);

    private static Diagnostic Missed(RunReport run, ExpectationReport missed)
    {
        var at = missed.Origin;
        var span = new SourceSpan(at.Offset, at.Offset + at.Length, at.Line, at.Column, at.Line, at.Column + (int)Math.Min(at.Length, int.MaxValue - at.Column));
        return new Diagnostic("scn.expect.failed", Severity.Error, $"run \"{run.Name}\": {missed.Text}; found {missed.Found}", span);
    }

    private void Answer(IReadOnlyList<RunReport> runs, StreamMeta meta, int exitCode, string? reason)
    {
        if (IsHuman)
            return;
        new ScenarioAnswer("run", request.Reading, _found, meta, exitCode)
        {
            Schema = "marsdisk.scenario_result",
            Further = json => RunAnswers.Write(json, Name, runs, reason),
        }.Print(Console.Out, Console.Error, text);
    }
}
