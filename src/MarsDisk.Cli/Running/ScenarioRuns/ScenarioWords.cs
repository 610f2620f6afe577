using System.Globalization;
using System.Text.Json;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Journal.Events;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;

using Microsoft.Win32.SafeHandles;

namespace MarsDisk.Cli.Running.ScenarioRuns;

/// <summary>What a scenario says while it runs and when it ends: one line a run, and each failed expectation at its line.</summary>
internal sealed class ScenarioWords : IScenarioListener, IDisposable
{
    private readonly string _name;
    private readonly SafeFileHandle? _file;
    private readonly bool _isQuiet;
    private readonly bool _isJson;
    private readonly Dictionary<RunId, string> _names = [];
    private long _begun;

    /// <summary>Opens the source, so that its lines can be shown.</summary>
    /// <param name="name">Name of the source in messages.</param>
    /// <param name="path">Its file; null: its text cannot be shown.</param>
    /// <param name="isQuiet">Warnings and errors only.</param>
    /// <param name="isJson">One document on standard output at the end.</param>
    public ScenarioWords(string name, string? path, bool isQuiet, bool isJson)
    {
        _name = name;
        _isQuiet = isQuiet;
        _isJson = isJson;
        _file = path is null ? null : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Exit code after a signal.</summary>
    public int Interrupted { get; set; } = ExitCodes.TryAgain;

    private ISourceText Text => _file is null ? new MemoryText(default) : new FileText(_file);

    /// <summary>The clock of the summary begins.</summary>
    public void Begin()
    {
        _begun = TimeProvider.System.GetTimestamp();
        if (!_isQuiet)
            Console.Error.WriteLine($"scenario {_name}");
    }

    /// <summary>Says diagnostics; whether an error is among them.</summary>
    public bool Say(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            HumanForm.Write(Console.Error, diagnostic, _name, Text);
        return diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
    }

    /// <summary>The scenario cannot be run.</summary>
    public int Refused(int exitCode, string reason)
    {
        Console.Error.WriteLine(reason);
        Answer([], exitCode, reason);
        return exitCode;
    }

    /// <summary>The end; gives the exit code.</summary>
    public int Say(ScenarioReport report)
    {
        Say(report.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToList());
        if (report.Reason is { } reason && report.Diagnostics.All(diagnostic => diagnostic.Message != reason))
            Console.Error.WriteLine(reason);
        if (report.Resumable)
            Console.Error.WriteLine("the same command goes on.");
        if (!_isQuiet)
        {
            var failed = report.Runs.Count(run => run.ExitCode != ExitCodes.Done);
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"scenario {_name}: {report.Runs.Count} runs, {failed} failed, {TimeProvider.System.GetElapsedTime(_begun).TotalSeconds:0.0} s"));
        }

        Answer(report.Runs, report.ExitCode, report.Reason);
        return report.ExitCode;
    }

    /// <inheritdoc/>
    public void Began(RunBegan run) => _names[run.Run] = $"run \"{run.Name}\"";

    /// <inheritdoc/>
    public void Ended(RunReport run)
    {
        foreach (var missed in run.Expectations.Where(expectation => !expectation.IsMet))
            HumanForm.Write(Console.Error, Missed(run, missed), _name, Text);
        if (!_isQuiet)
        {
            var expectations = run.Expectations.Count == 0 ? "" : $", {run.Expectations.Count(expectation => expectation.IsMet)} of {run.Expectations.Count} expectations held";
            var outcome = run.ExitCode == ExitCodes.Done ? "finished" : $"failed: {run.Reason}";
            Console.Error.WriteLine($"run \"{run.Name}\" {outcome}{expectations}; {run.Directory}");
        }

        if (!_isJson && run.ExitCode == ExitCodes.Done)
            Console.Out.WriteLine(run.Directory);
    }

    /// <inheritdoc/>
    public void Logged(RunLogged line)
    {
        if (!_isQuiet)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{NameOf(line.Run)} at {line.Time:R} s: {line.Text}"));
    }

    /// <inheritdoc/>
    public void Changed(RunStatus status)
    {
        if (status.Waiting is { } waiting && !_isQuiet)
            Console.Error.WriteLine($"{NameOf(status.Run)} waits: {waiting}");
    }

    /// <inheritdoc/>
    public void Flushed(ChunkFlushed chunk)
    {
        // One line a run is enough; marsdisk table shows the rest.
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private string NameOf(RunId run) => _names.GetValueOrDefault(run, run.Value);

    private static Diagnostic Missed(RunReport run, ExpectationReport missed)
    {
        var at = missed.Origin;
        var span = new SourceSpan(at.Offset, at.Offset + at.Length, at.Line, at.Column, at.Line, at.Column + (int)Math.Min(at.Length, int.MaxValue - at.Column));
        return new Diagnostic("scn.expect.failed", Severity.Error, $"run \"{run.Name}\": {missed.Text}; found {missed.Found}", span);
    }

    private void Answer(IReadOnlyList<RunReport> runs, int exitCode, string? reason)
    {
        if (!_isJson)
            return;
        Console.Out.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.scenario_result",
            ["schema_version"] = 1,
            ["command"] = "run",
            ["scenario"] = _name,
            ["runs"] = runs.Select(run => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["name"] = run.Name,
                ["directory"] = run.Directory,
                ["exit_code"] = run.ExitCode,
                ["reason"] = run.Reason.Length == 0 ? null : run.Reason,
                ["expectations"] = run.Expectations.Select(expectation => new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["line"] = expectation.Origin.Line,
                    ["text"] = expectation.Text,
                    ["met"] = expectation.IsMet,
                    ["found"] = expectation.Found,
                }),
            }),
            ["exit_code"] = exitCode,
            ["reason"] = reason,
        }));
    }
}
