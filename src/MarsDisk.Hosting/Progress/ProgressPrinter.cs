using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Hosting.Running;

namespace MarsDisk.Hosting.Progress;

/// <summary>
/// Prints what a run publishes, in one of the renderings of experience.md §3. Called from one thread at a time.
/// </summary>
/// <param name="model">Facts and smoothing.</param>
/// <param name="mode">Anything but <see cref="ProgressMode.Auto"/>, which the caller has resolved.</param>
/// <param name="output">Standard error, as a rule.</param>
/// <param name="memory">Memory estimate in its short form.</param>
/// <param name="clock">Paces lines, never data.</param>
public sealed class ProgressPrinter(
    ProgressModel model, ProgressMode mode, TextWriter output, string memory, TimeProvider clock) : IRunListener
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CommitLineInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan JsonInterval = TimeSpan.FromSeconds(1);

    private int _permilleShown = -1;
    private long _lastLine;
    private RunPhase? _phaseShown;
    private string? _waitingShown;
    private bool _isBarOpen;

    // Until the next commit: each new try may name another number of free bytes, and says nothing new to a person.
    private bool _isWaitingSaid;

    /// <summary>Warnings so far, for the JSON form.</summary>
    public int Warnings { get; set; }

    /// <inheritdoc />
    public void Changed(RunStatus status)
    {
        model.Take(status);
        var isNews = status.Phase != _phaseShown || !string.Equals(status.Waiting, _waitingShown, StringComparison.Ordinal);
        _phaseShown = status.Phase;
        if (status.Waiting is { } obstacle && !_isWaitingSaid && mode is ProgressMode.Bar or ProgressMode.Lines or ProgressMode.Off)
        {
            Say($"waiting: {obstacle}");
            _isWaitingSaid = true;
        }

        _waitingShown = status.Waiting;

        if (mode == ProgressMode.Bar && status.Phase == RunPhase.Running)
            Redraw();
        else if (mode == ProgressMode.Lines && status.Phase == RunPhase.Running && IsOlderThan(LineInterval))
            PrintLine();
        else if (mode == ProgressMode.Json && (isNews || IsOlderThan(JsonInterval)))
            PrintJson();
    }

    /// <inheritdoc />
    public void Flushed(ChunkFlushed chunk)
    {
        _isWaitingSaid = false;

        // A log gets a line in five seconds at most, however fast the chunks come.
        var isTold = mode == ProgressMode.Bar || (mode == ProgressMode.Lines && IsOlderThan(CommitLineInterval));
        if (!isTold)
            return;

        if (mode == ProgressMode.Lines)
            PrintLine();
        Say(string.Create(CultureInfo.InvariantCulture, $"flushed steps {chunk.Steps.First}..{chunk.Steps.End - 1}, {chunk.Bytes / 1e6:0.0} MB ({Words.Of(chunk.Cause)})"));
    }

    /// <summary>Ends an open bar, so that the next text begins on a line of its own.</summary>
    public void Close()
    {
        if (mode == ProgressMode.Bar && model.Status?.Progress is not null)
            Draw();
        if (_isBarOpen)
            output.WriteLine();
        _isBarOpen = false;
    }

    private void Redraw()
    {
        var permille = (int)(1000 * model.Fraction);
        if (permille == _permilleShown)
            return;

        _permilleShown = permille;
        Draw();
    }

    private void Draw()
    {
        output.Write($"\r\u001b[2K{ProgressText.Line(model, memory)}");
        output.Flush();
        _isBarOpen = true;
    }

    private void Say(string sentence)
    {
        if (_isBarOpen)
            output.Write("\r\u001b[2K");
        _isBarOpen = false;
        output.WriteLine(sentence);
    }

    private void PrintLine()
    {
        _lastLine = clock.GetTimestamp();
        output.WriteLine($"{ProgressText.Line(model, memory)}  {ProgressText.Buffers(model)}");
    }

    private void PrintJson()
    {
        _lastLine = clock.GetTimestamp();
        output.WriteLine(ProgressText.Json(model, Warnings));
        output.Flush();
    }

    private bool IsOlderThan(TimeSpan age) => _lastLine == 0 || clock.GetElapsedTime(_lastLine) >= age;
}
