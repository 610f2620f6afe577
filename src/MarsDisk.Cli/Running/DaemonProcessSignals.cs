using System.Runtime.InteropServices;

using MarsDisk.Hosting.Daemon;

namespace MarsDisk.Cli.Running;

/// <summary>
/// Signals of a daemon (experience.md §2.10). The first SIGTERM or SIGINT drains; the second is left to the runtime, which
/// ends the process at once.
/// </summary>
internal sealed class DaemonProcessSignals : IDisposable
{
    private readonly DaemonSession _session;
    private readonly PosixSignalRegistration[] _registrations;
    private int _stops;

    public DaemonProcessSignals(DaemonSession session)
    {
        _session = session;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, "SIGTERM")),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, "SIGINT")),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Answer(signal, session.Signals is { } answers ? answers.Reload : null)),
            .. User(),
        ];
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    // The numbers of these two differ between systems; there is no name for them.
    private IEnumerable<PosixSignalRegistration> User()
    {
        if (OperatingSystem.IsWindows())
            yield break;
        var (first, second) = OperatingSystem.IsLinux() ? (10, 12) : (30, 31);
        yield return PosixSignalRegistration.Create((PosixSignal)first, signal => Answer(signal, _session.Signals is { } answers ? answers.Snapshot : null));
        yield return PosixSignalRegistration.Create((PosixSignal)second, signal => Answer(signal, _session.Signals is { } answers ? answers.Describe : null));
    }

    private static void Answer(PosixSignalContext signal, Action? answer)
    {
        signal.Cancel = true;
        answer?.Invoke();
    }

    private void Stop(PosixSignalContext signal, string name)
    {
        if (Interlocked.Increment(ref _stops) > 1)
            return;                                  // not cancelled: the runtime ends the process at once
        signal.Cancel = true;
        _session.Drain.Ask(new DrainOrder(name));
    }
}
