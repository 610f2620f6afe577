using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Kills;

/// <summary>What hits a process at a random moment.</summary>
internal enum Blow
{
    /// <summary>SIGKILL.</summary>
    Kill,

    /// <summary>SIGTERM.</summary>
    Terminate,

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    Interrupt,

    /// <summary>SIGSTOP, and SIGCONT after a while.</summary>
    Freeze,
}

/// <summary>Deals blows and knows how a process may end after each.</summary>
internal static class Blows
{
    private const int Terminated = 128 + 15;      // the signal came before the program listened to it
    private const int Interrupted = 130;
    private const int TryAgain = 75;

    public static async Task DealAsync(this RunningProgram program, Blow blow, TimeSpan freeze)
    {
        switch (blow)
        {
            case Blow.Kill:
                program.Kill();
                break;
            case Blow.Terminate:
                await program.SignalAsync("TERM");
                break;
            case Blow.Interrupt:
                await program.SignalAsync("INT");
                break;
            default:
                await program.SignalAsync("STOP");
                await Task.Delay(freeze);
                await program.SignalAsync("CONT");
                break;
        }
    }

    /// <summary>Whether the process ended as it has to after this blow, or by itself before it.</summary>
    public static bool Explains(this Blow blow, int exitCode) => exitCode == 0 || blow switch
    {
        Blow.Kill => exitCode == ProgramEnd.Killed,
        Blow.Terminate => exitCode is TryAgain or Terminated,
        Blow.Interrupt => exitCode == Interrupted,
        _ => false,
    };
}
