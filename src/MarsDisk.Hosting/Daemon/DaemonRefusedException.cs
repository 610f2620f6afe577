namespace MarsDisk.Hosting.Daemon;

/// <summary>The daemon cannot start here; nothing is half open.</summary>
/// <param name="message">One sentence: what, where, found and expected, what to do.</param>
/// <param name="exitCode">Code of experience.md §2.9.</param>
public sealed class DaemonRefusedException(string message, int exitCode) : Exception(message)
{
    /// <summary>Code of experience.md §2.9.</summary>
    public int ExitCode { get; } = exitCode;
}
