using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Sweeps;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Sweeps;

namespace MarsDisk.Cli.Output.Sweeps;

/// <summary>
/// How far a sweep is: on a terminal one line that is redrawn, else a line whenever a run ended and the last one is old
/// enough. A failed run is said at once, whoever worked on it here.
/// </summary>
internal sealed class SweepProgress : ISweepListener
{
    private const int Cells = 28;

    private static readonly TimeSpan LinesApart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, PlannedRun> _runs;
    private readonly TextWriter _output;
    private readonly TimeProvider _clock;
    private readonly bool _isQuiet;
    private readonly bool _isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
    private readonly long _begun;
    private SweepStatus? _first;
    private SweepStatus? _last;
    private long _lastLine;
    private int _lastEnded = -1;
    private int _drawn;

    public SweepProgress(SweepManifest manifest, TextWriter output, bool isQuiet, TimeProvider clock)
    {
        _runs = manifest.Runs.ToDictionary(run => run.Run.Value, StringComparer.Ordinal);
        _output = output;
        _isQuiet = isQuiet;
        _clock = clock;
        _begun = clock.GetTimestamp();
    }

    public void Looked(SweepStatus status)
    {
        if (status.Counts.Runs == 0)
            return;
        _first ??= status;
        _last = status;
        if (_isQuiet)
            return;

        if (_isTerminal)
            Redraw(Line(status));
        else if (IsDue(status))
            WriteLine(status);
    }

    public void Changed(RunStatus status)
    {
        if (status.Waiting is { } what)
            Say($"{Title(status.Run.Value)} waits: {what}");
    }

    public void Ended(RunEnded ended)
    {
        if (ended.Outcome is RunOutcomeReport.Failed failed)
            Say(string.Create(CultureInfo.InvariantCulture, $"{Title(ended.Run.Value)} failed at step {failed.Step} (exit {failed.ExitCode}): {failed.Reason}"));
    }

    /// <summary>Ends the line that was redrawn.</summary>
    public void Close()
    {
        if (_drawn > 0)
            _output.WriteLine();
        else if (!_isQuiet && _last is { } last && last.Counts.AllEnded && last.Counts.Completed + last.Counts.Failed != _lastEnded)
            WriteLine(last);
    }

    private bool IsDue(SweepStatus status)
    {
        var silence = _lastEnded < 0 ? SilenceMax : _clock.GetElapsedTime(_lastLine);
        return silence >= SilenceMax || (silence >= LinesApart && Finished(status.Counts) != _lastEnded);
    }

    private void WriteLine(SweepStatus status)
    {
        _lastLine = _clock.GetTimestamp();
        _lastEnded = Finished(status.Counts);
        _output.WriteLine(Line(status));
    }

    private void Redraw(string line)
    {
        _output.Write($"\r{line.PadRight(_drawn)}");
        _drawn = line.Length;
    }

    private void Say(string sentence)
    {
        if (_drawn > 0)
            _output.Write($"\r{new string(' ', _drawn)}\r");
        _output.WriteLine(sentence);
    }

    private string Line(SweepStatus status)
    {
        var counts = status.Counts;
        var fraction = status.Steps == 0 ? 1.0 : (double)status.CommittedSteps / status.Steps;
        var filled = (int)(fraction * Cells);
        var failed = counts.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {counts.Failed} failed") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('-', Cells - filled)}] {100 * fraction,5:0.0}%  {counts.Completed} of {counts.Runs} runs done, {counts.Running} running{failed}, ETA {(counts.AllEnded ? "0s" : ProgressText.Eta(SecondsLeft(status)))}");
    }

    // The rate of all processes together, since this one began to look.
    private double? SecondsLeft(SweepStatus status)
    {
        var done = status.CommittedSteps - _first!.CommittedSteps;
        return done <= 0 ? null : _clock.GetElapsedTime(_begun).TotalSeconds * (status.Steps - status.CommittedSteps) / done;
    }

    private string Title(string run) => _runs.TryGetValue(run, out var known) ? known.Title : run;

    private static int Finished(SweepCounts counts) => counts.Completed + counts.Failed;
}
