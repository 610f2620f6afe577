using System.CommandLine;

using MarsDisk.Cli.Commands.Scenario;
using MarsDisk.Cli.Output.Scenarios;
using MarsDisk.Hosting;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Cli.Running.Reading;

/// <summary>One command on one scenario: its settings, its bytes and where its answer goes.</summary>
internal sealed class ReadSession
{
    private readonly MetricsFile? _metrics;

    private ReadSession(ReadSettings settings, ScenarioInput input, InvocationConfiguration writers, MetricsFile? metrics)
    {
        Settings = settings;
        Input = input;
        Output = writers.Output;
        Messages = writers.Error;
        _metrics = metrics;
    }

    public ReadSettings Settings { get; }

    public ScenarioInput Input { get; }

    /// <summary>The answer.</summary>
    public TextWriter Output { get; }

    /// <summary>Everything else.</summary>
    public TextWriter Messages { get; }

    /// <summary>As <see cref="RunAsync"/>, for a command that has nothing else to do meanwhile.</summary>
    public static int Run(
        ParseResult line, ReadOptions options, RecoverMode recover, Func<Stream> standardInput, Func<ReadSession, Task<int>> work)
        => RunAsync(line, options, recover, standardInput, work).GetAwaiter().GetResult();

    /// <summary>Opens what a line names, does the work, and turns failures into exit codes.</summary>
    public static async Task<int> RunAsync(
        ParseResult line, ReadOptions options, RecoverMode recover, Func<Stream> standardInput,
        Func<ReadSession, Task<int>> work)
    {
        var writers = line.InvocationConfiguration;
        try
        {
            var settings = options.Read(line, recover);
            using var metrics = settings.Metrics is { } path ? new MetricsFile(path) : null;
            using var input = ScenarioInput.Open(settings.Source, standardInput);
            var code = await work(new ReadSession(settings, input, writers, metrics));
            metrics?.Write();
            return code;
        }
        catch (FormatException error)
        {
            writers.Error.WriteLine(error.Message);
            return ExitCodes.Usage;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            writers.Error.WriteLine($"{line.GetValue(options.Source)} cannot be read: {error.Message}");
            return ExitCodes.Unusable;
        }
    }

    /// <summary>Reads the scenario to its end.</summary>
    /// <param name="sink">Receives the units.</param>
    /// <param name="change">Puts another grammar around the one of the source; null: none.</param>
    public async Task<ReadEnd> ReadAsync(
        IStatementSink<ScenarioStatement> sink, Func<StatementGrammar<ScenarioStatement>, StatementGrammar<ScenarioStatement>>? change = null)
    {
        using var signals = new StopSignals(Messages);
        var reading = new ScenarioReading(Settings, Input, Messages, change) { Metrics = _metrics?.Parsing };
        var end = await reading.ReadAsync(new ScenarioSink(sink, Input.Captured), signals.Stopped);
        if (signals.Stopped.IsCancellationRequested)
            end = end with { ExitCode = signals.ExitCode };
        return end;
    }

    /// <summary>All bytes of the scenario.</summary>
    public async Task<byte[]> BytesAsync()
    {
        using var whole = new MemoryStream();
        await Input.Bytes.CopyToAsync(whole);
        return whole.ToArray();
    }

    /// <summary>Prints what was found.</summary>
    public void Answer(string command, IReadOnlyList<Diagnostic> found, ReadEnd read, int code)
        => new ScenarioAnswer(command, Settings, found, read.Meta, code).Print(Output, Messages, Input.Text);

    /// <summary>Prints what was found on the side of messages, for a command whose answer is something else.</summary>
    public void AnswerIfWrong(string command, ReadEnd read)
    {
        if (read.Diagnostics.Count > 0)
            new ScenarioAnswer(command, Settings, read.Diagnostics, read.Meta, read.ExitCode).Print(Messages, Messages, Input.Text);
    }
}
