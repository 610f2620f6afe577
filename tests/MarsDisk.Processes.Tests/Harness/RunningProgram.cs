using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace MarsDisk.Processes.Tests.Harness;

/// <summary>How a process ended. A signal that ends it gives 128 + its number.</summary>
internal sealed record ProgramEnd(int ExitCode, string Output, string Errors, TimeSpan Duration)
{
    public const int Killed = 128 + 9;

    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => $"exit {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Errors}";
}

/// <summary>One living process with its own deadline.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan UsualDeadline = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeSpan _lifetimeMax;
    private readonly CancellationTokenSource _deadline;
    private Task<string>? _output;
    private readonly Task<string> _errors;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new(StringComparer.Ordinal);
    private readonly StringBuilder _errorsSoFar = new();

    /// <summary>Watches a process.</summary>
    /// <param name="process">The process.</param>
    /// <param name="deadline">It may live so long; null: as long as usual.</param>
    /// <param name="input">What it reads from standard input, which is closed behind it; short enough for the buffer of a pipe.</param>
    public RunningProgram(Process process, TimeSpan? deadline = null, string input = "")
    {
        _process = process;
        _lifetimeMax = deadline ?? UsualDeadline;
        _deadline = new CancellationTokenSource(_lifetimeMax);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        _errors = ReadErrorsAsync();
    }

    public int Id => _process.Id;

    /// <summary>Waits until standard error contains a text; fails when the process ends without it.</summary>
    public async Task SaysAsync(string text) =>
        Assert.True(await SaysBeforeItEndsAsync(text), $"'{text}' was never said:\n{ErrorsSoFar()}");

    /// <summary>Waits until standard error contains a text; false when the process ends without it.</summary>
    public async Task<bool> SaysBeforeItEndsAsync(string text)
    {
        var said = _awaited.GetOrAdd(text, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        LookFor(text, said);
        await Task.WhenAny(said.Task, _errors).WaitAsync(_deadline.Token);
        return said.Task.IsCompleted;
    }

    /// <summary>Whether it has ended by itself or by a signal.</summary>
    public bool HasEnded => _process.HasExited;

    public void Kill() => _process.Kill();

    /// <summary>Sends a signal such as INT or TERM to this process alone.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {_process.Id}"]);
        await kill.WaitForExitAsync(_deadline.Token);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Reads one line of standard output, closes it as <c>head -1</c> does, and waits for the end.</summary>
    public async Task<ProgramEnd> EndAfterFirstLineAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync(_deadline.Token);
        _process.StandardOutput.Close();
        _output = Task.FromResult(line ?? "");
        return await EndAsync();
    }

    /// <summary>Waits for the end; a process that outlives its deadline is killed and fails the test.</summary>
    public async Task<ProgramEnd> EndAsync()
    {
        _output ??= _process.StandardOutput.ReadToEndAsync();
        try
        {
            await _process.WaitForExitAsync(_deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            Assert.Fail($"The process lived longer than {_lifetimeMax.TotalSeconds} s:\n{ErrorsSoFar()}");
        }

        return new ProgramEnd(_process.ExitCode, await _output, await _errors, _clock.Elapsed);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _deadline.Dispose();
    }

    private async Task<string> ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errorsSoFar)
                _errorsSoFar.Append(line).Append('\n');
            foreach (var (text, said) in _awaited)
                LookFor(text, said);
        }

        return ErrorsSoFar();
    }

    private void LookFor(string text, TaskCompletionSource said)
    {
        if (ErrorsSoFar().Contains(text, StringComparison.Ordinal))
            said.TrySetResult();
    }

    private string ErrorsSoFar()
    {
        lock (_errorsSoFar)
            return _errorsSoFar.ToString();
    }
}
