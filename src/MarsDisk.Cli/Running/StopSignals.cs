using System.Runtime.InteropServices;

using MarsDisk.Hosting;
using MarsDisk.Hosting.Running;

namespace MarsDisk.Cli.Running;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP end the run at its last commit, SIGUSR1 asks for a snapshot (experience.md §2.10). Nothing depends on them: SIGKILL is
/// as good.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TextWriter _output;

    /// <summary>Listens from now on.</summary>
    /// <param name="output">Receives a line for a person.</param>
    /// <param name="commands">Takes SIGUSR1; null: that signal keeps what the system does with it.</param>
    public StopSignals(TextWriter output, SessionCommands? commands = null)
    {
        _output = output;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, ExitCodes.TryAgain)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Stop(signal, ExitCodes.Interrupted)),
            .. User(commands),
        ];
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Exit code of the signal that came.</summary>
    public int ExitCode { get; private set; } = ExitCodes.TryAgain;

    /// <summary>Ends the run at its last commit as SIGTERM would; without effect when something else already did.</summary>
    public void EndEarly()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run ended in this moment; there is nothing left to stop.
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    // The number differs between systems; there is no name for it.
    private static IEnumerable<PosixSignalRegistration> User(SessionCommands? commands)
    {
        if (commands is null || OperatingSystem.IsWindows())
            yield break;
        yield return PosixSignalRegistration.Create((PosixSignal)(OperatingSystem.IsLinux() ? 10 : 30), signal =>
        {
            signal.Cancel = true;
            commands.Snapshot();
        });
    }

    private void Interrupt(PosixSignalContext signal)
    {
        if (_stop.IsCancellationRequested)
            return;                                  // not cancelled: the runtime ends the process at once

        _output.WriteLine("\nstopping; press Ctrl-C again to leave at once");
        Stop(signal, ExitCodes.Interrupted);
    }

    private void Stop(PosixSignalContext signal, int exitCode)
    {
        signal.Cancel = true;
        ExitCode = exitCode;
        _stop.Cancel();
    }
}
