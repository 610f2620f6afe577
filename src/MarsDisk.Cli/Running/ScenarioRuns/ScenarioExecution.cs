using System.Globalization;

using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Cli.Output.Scenarios;
using MarsDisk.Cli.Running.Reading;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Cli.Running.ScenarioRuns;

/// <summary>Runs a scenario in this process (streaming-parser.md §5.1): the same command again goes on where it stopped.</summary>
internal sealed class ScenarioExecution
{
    private const string StateFolder = ".marsdisk";

    private readonly ScenarioRequest _request;
    private readonly RunLimits _limits;
    private readonly ScenarioInput _input;
    private readonly ScenarioRoot _root;
    private readonly BinderSettings _binder;
    private readonly ScenarioWords _words;
    private readonly byte[]? _whole;

    private ScenarioExecution(ScenarioRequest request, RunLimits limits, ScenarioInput input, ScenarioRoot root, ScenarioWords words)
    {
        (_request, _limits, _input, _root, _words) = (request, limits, input, root, words);
        _binder = new BinderSettings(root, request.Reading.Name)
        {
            AreFaultsAllowed = request.AreFaultsAllowed,
            Variables = ProcessEnvironment.Variables,
            Origin = request.IsFile ? Path.GetFullPath(request.Source) : request.Source,
        };
        _whole = request.Reading.IsStreaming ? null : AllBytes(input.Bytes);
    }

    /// <summary>Runs what a command asks for; gives the exit code.</summary>
    /// <exception cref="FormatException">Options do not go together.</exception>
    public static async Task<int> ExecuteAsync(ScenarioRequest request, RunLimits limits)
    {
        if (request is { IsFile: false, Reading: { IsStreaming: true, IsComparing: true } })
            throw new FormatException("--consistency-check reads the source twice; what is no file is read once: add --no-streaming.");
        if (request is { IsFile: true, IsSpooled: true })
            throw new FormatException("--spool is for sources that cannot be read again; a file can.");
        try
        {
            var root = ScenarioRootOf(request);
            using var input = OpenInput(request, root);
            using var metrics = request.Reading.Metrics is { } path ? new MetricsFile(path) : null;
            var words = new ScenarioWords(request, input.Text, input.Captured);
            var code = await new ScenarioExecution(request, limits, input, root, words).RunAsync(metrics?.Parsing);
            metrics?.Write();
            return code;
        }
        catch (CheckpointException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCodes.CannotGoOn;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{request.Reading.Name} cannot be read: {error.Message}");
            return ExitCodes.Unusable;
        }
    }

    private static ScenarioRoot ScenarioRootOf(ScenarioRequest request) =>
        request.Root is not null ? new ScenarioRoot(Path.GetFullPath(request.Root)) : ScenarioRoot.Of(request.IsFile ? request.Source : "-");

    private async Task<int> RunAsync(ParsingMetrics? metrics)
    {
        if (_request.IsChecked && (_request.IsFile || _whole is not null) && _words.Say(Check()))
            return _words.Refused(ExitCodes.Usage, "the scenario has mistakes");

        var directory = DirectoryOf(_request, _root);
        if (_request.IsResume && !directory.Exists && Remembered(directory) is null)
            return _words.Refused(ExitCodes.CannotGoOn, $"scenario {directory.Id} has nothing to go on with in {directory.Root}: it never began, or has another text now. marsdisk scenario run --local begins it.");
        using var open = directory.TryOpen();
        if (open is null)
            return _words.Refused(ExitCodes.Unusable, $"another process runs the scenario in {directory.Root}.");

        var report = await RunAsync(open, metrics);
        if (report is null)
        {
            if (!CanGoOn)
                Forget(open);
            return _words.Interrupted;
        }

        var exitCode = _words.Say(report, _request.Reading.IsComparing ? await ComparedAsync(report) : null);
        if (exitCode == ExitCodes.CannotGoOn)
            await Console.Error.WriteLineAsync($"put the scenario back as it was; to begin anew, remove {directory.Root} and the directories of its runs.");
        else if (!CanGoOn)
            Forget(open);
        else if (!report.Resumable)
            Close(open, report);
        return exitCode;
    }

    private bool CanGoOn => _request.IsFile || _request.IsSpooled;

    private async Task<ScenarioReport?> RunAsync(OpenScenario open, ParsingMetrics? metrics)
    {
        using var signals = new StopSignals(Console.Error);
        var isBegun = open.Directory.Exists;
        var ended = Remembered(open.Directory);
        if (ended is null && !isBegun && ScenarioEnd.Read(open.Directory.Root) is not null)
            ScenarioWords.Changed();
        ScenarioEnd.Forget(open.Directory.Root);
        var session = new SessionSettings(_limits.Node, ReopensFailed: true, NodeOptions.OffloadTarget(_limits.Node), TimeProvider.System, Console.Error.WriteLine);
        ScenarioSource source = _request.IsFile ? new ScenarioSource.File(Path.GetFullPath(_request.Source))
            : _request.Source == "-" || _request.IsSpooled ? new ScenarioSource.StandardInput(_request.IsSpooled) : new ScenarioSource.Socket(_request.Source);
        var settings = new ScenarioSettings(source, _binder, session, Grammar())
        {
            Config = _request.ConfigOf(_input.IsJson, metrics, _request.Reading.AreEventsShown ? new StreamEventLines(Console.Error) : null),
            Verify = _request.Verify,
            Prepare = _limits.Bound,
            Input = () => _input.Bytes,
            Whole = _whole is null ? (ReadOnlyMemory<byte>?)null : _whole,
            Behind = _request.IsResume && _request.Reading.Checkpoint is { } path ? CheckpointFile.Read(path) : null,
            Verdicts = isBegun ? [] : ended?.Verdicts ?? [],
        };
        _words.Begin(isBegun && _request.IsSpooled ? open.Directory.Root : null);
        var report = await ScenarioSession.RunAsync(open, settings, _words, signals.Stopped);
        _words.Interrupted = signals.ExitCode;
        return report;
    }

    private IReadOnlyList<Diagnostic> Check()
    {
        var run = ScenarioLanguages.Settings(_input.IsJson, _request.Reading.Config.RunConfig);
        if (_whole is { } bytes)
            return ScenarioPrecheck.Check(bytes, Grammar(), _binder, run);
        using var feeder = new FileFeeder(_request.Source);
        return ScenarioPrecheck.Check(feeder, Grammar(), _binder, run);
    }

    // The run is the streaming side of the comparison.
    private async Task<string?> ComparedAsync(ScenarioReport report)
    {
        var bytes = _whole ?? await File.ReadAllBytesAsync(_request.Source);
        var whole = StatementRunner.Run(Grammar(), bytes, new NoUnits(), _request.ConfigOf(_input.IsJson, null, null).RunConfig).Value!;
        return report.Meta.TranscriptDigest == whole.TranscriptDigest ? null
            : FormattableString.Invariant($"{_request.Reading.Name}: run, its units are {report.Meta.TranscriptDigest:x32}, read at once they are {whole.TranscriptDigest:x32}.");
    }

    private StatementGrammar<ScenarioStatement> Grammar() =>
        ScenarioLanguages.Of(_input.IsJson, requiresEnd: ScenarioInput.IsSocket(_request.Source));

    private ScenarioEnd? Remembered(ScenarioDirectory directory) =>
        _request.IsFile && ScenarioEnd.Read(directory.Root) is { } end && end.Source == SourceHash() ? end : null;

    private string SourceHash()
    {
        using var bytes = File.OpenRead(_request.Source);
        return ScenarioEnd.HashOf(bytes);
    }

    private void Close(OpenScenario open, ScenarioReport report)
    {
        if (!_request.IsFile || !File.Exists(_request.Source))
        {
            Forget(open);
            return;
        }

        var end = ScenarioEnd.Of(SourceHash(), report);
        open.Dispose();
        open.Directory.Close(end);
    }

    private static void Forget(OpenScenario open)
    {
        open.Dispose();
        open.Directory.Delete();
    }

    // Bytes that nobody keeps cannot be read again, so the next scenario of standard input is another one.
    private static ScenarioDirectory DirectoryOf(ScenarioRequest request, ScenarioRoot root)
    {
        var id = request switch
        {
            { IsFile: true } => ScenarioDirectory.IdOf(request.Source),
            { IsSpooled: false } => string.Create(CultureInfo.InvariantCulture, $"stdin-{Environment.ProcessId}"),
            { Source: "-" } => "stdin",
            _ => ScenarioDirectory.IdOf(request.Source),
        };
        return new ScenarioDirectory(Path.Combine(root.Directory, StateFolder), id);
    }

    // A spool that holds the whole source is enough: nobody is waited for.
    private static ScenarioInput OpenInput(ScenarioRequest request, ScenarioRoot root)
    {
        if (request.IsSpooled && DirectoryOf(request, root).SpooledStart() is { } start)
            return ScenarioInput.Later(start, () => ScenarioInput.Open(request.Source, Console.OpenStandardInput));
        return ScenarioInput.Open(request.Source, Console.OpenStandardInput);
    }

    private static byte[] AllBytes(Stream bytes)
    {
        using var whole = new MemoryStream();
        bytes.CopyTo(whole);
        return whole.ToArray();
    }
}
