// Akka.NET has levels of this name too.
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MarsDisk.Hosting.Daemon.Logging;

/// <summary>Every kind of entry that the daemon writes. 1000: start and stop, 2000: runs, 3000: pipeline, 4000: storage,
/// 6000: scenarios, 8000: requests, 9000: internal.</summary>
public static class DaemonEvents
{
    /// <summary>Settings are read, nothing is open yet.</summary>
    public static readonly DaemonEvent Starting = new(
        1000, LogLevel.Information, "marsdisk {Version} (physics {Fingerprint}) starts as process {ProcessId}, {Slots} slots, data in {Data}",
        "The settings are valid and the store was tried.");

    /// <summary>The daemon takes runs.</summary>
    public static readonly DaemonEvent Ready = new(
        1001, LogLevel.Information, "ready: control socket {Socket}, {Recovered} runs and scenarios go on",
        "Runs are accepted; those that a former process left unfinished go on.");

    /// <summary>An orderly end begins.</summary>
    public static readonly DaemonEvent Draining = new(
        1002, LogLevel.Information, "draining because of {Cause}: {Active} runs stop at their last commits, {Queued} wait",
        "No run is taken any more. What is not committed is computed again after the next start.");

    /// <summary>The process is about to end.</summary>
    public static readonly DaemonEvent Stopped = new(
        1003, LogLevel.Information, "stopped after {Seconds:0.00} s of draining", "Every lease is free.");

    /// <summary>The runs did not stop in time.</summary>
    public static readonly DaemonEvent StoppedLate = new(
        1004, LogLevel.Warning, "runs or listeners did not stop within {Limit}; the process ends anyway",
        "Nothing is lost: the next start goes on at the last commits.", "If it happens often, raise drain.pipelines or look for a slow disk.");

    /// <summary>Settings were read again.</summary>
    public static readonly DaemonEvent Reloaded = new(
        1005, LogLevel.Information, "settings read again; changed: {Changed}; after a restart: {NeedRestart}",
        "SIGHUP, or `marsdisk node reload`.", "What is named last acts when the daemon is started again; its runs go on.");

    /// <summary>SIGUSR2 came.</summary>
    public static readonly DaemonEvent Details = new(1006, LogLevel.Information, "details: {Details}", "What /health/details answers.");

    /// <summary>Settings were read again and are wrong.</summary>
    public static readonly DaemonEvent ReloadRefused = new(
        1007, LogLevel.Warning, "settings were not changed: {Findings}", "The old ones hold.", "Mend what is named and send SIGHUP again.");

    /// <summary>A run waits for a slot.</summary>
    public static readonly DaemonEvent RunAccepted = new(
        2000, LogLevel.Information, "run {Run} accepted: {Name}, {Steps} steps", "Its directory is written; it survives a restart.");

    /// <summary>The state of a run changed.</summary>
    public static readonly DaemonEvent RunChanged = new(
        2001, LogLevel.Information, "run {Run} {State} at step {Step}", "The run begins to compute, pauses, goes on or finishes.");

    /// <summary>A run waits for the world.</summary>
    public static readonly DaemonEvent RunWaits = new(
        2002, LogLevel.Warning, "run {Run} waits at step {Step}: {Obstacle}", "It goes on by itself when the obstacle is gone.",
        "Make room on the disk, or mount it again.");

    /// <summary>A run has ended with every file.</summary>
    public static readonly DaemonEvent RunCompleted = new(2003, LogLevel.Information, "run {Run} completed after {Step} steps", "Its directory has every file.");

    /// <summary>A run has failed.</summary>
    public static readonly DaemonEvent RunFailed = new(
        2004, LogLevel.Error, "run {Run} failed with code {ExitCode}: {Reason}", "Its journal says so; other runs are not touched.",
        "marsdisk resume DIR goes on from the last commit once the cause is gone.");

    /// <summary>A run cannot go on here.</summary>
    public static readonly DaemonEvent RunUnusable = new(
        2005, LogLevel.Error, "run {Run} cannot go on: {Reason}", "Nothing was recorded and nothing is lost.", "The reason says what to do.");

    /// <summary>A chunk exists.</summary>
    public static readonly DaemonEvent ChunkCommitted = new(
        3000, LogLevel.Debug, "run {Run} chunk {Chunk} committed, {Bytes} bytes", "Steps of a run are durable.");

    /// <summary>An actor has something to say.</summary>
    public static readonly DaemonEvent ActorWarning = new(
        3001, LogLevel.Warning, "{Stage} of run {Run}: {Text}", "A stage of a run, or the node, saw something unusual and works on.");

    /// <summary>An actor failed.</summary>
    public static readonly DaemonEvent ActorError = new(
        3002, LogLevel.Error, "{Stage} of run {Run}: {Text}", "A stage failed; its run goes on from the last commit, or fails and says so.");

    /// <summary>Little room is left.</summary>
    public static readonly DaemonEvent DiskFull = new(
        4000, LogLevel.Warning, "{Data} has {Free} bytes left; no run is taken", "Less room than store.free-space.", "Make room; the daemon goes on by itself.");

    /// <summary>A store of snapshots has something to say.</summary>
    public static readonly DaemonEvent OffloadWarning = new(
        4001, LogLevel.Warning, "offload: {Text}", "A store is away or damaged, or something could not be cleaned up. Runs go on; what is missing is tried again.",
        "If it comes again and again, look for the store; `marsdisk node status` shows the last error.");

    /// <summary>Files were not at the target when the daemon left.</summary>
    public static readonly DaemonEvent OffloadLeft = new(
        4002, LogLevel.Warning, "offload: {Files} files are not at the target", "The daemon leaves; the run directories are complete. A run that goes on offers its files again.",
        "If it happens often, raise drain.all.");

    /// <summary>A scenario is read.</summary>
    public static readonly DaemonEvent ScenarioOpened = new(
        6000, LogLevel.Information, "scenario {Scenario} opened: {Source}, journals in {Directory}", "It is read from its beginning, or from its last checkpoint.");

    /// <summary>A scenario has ended or stopped.</summary>
    public static readonly DaemonEvent ScenarioEnded = new(
        6001, LogLevel.Information, "scenario {Scenario} ended with code {ExitCode} after {Runs} runs: {Reason}", "The code is that of `marsdisk scenario`; 75 can be read on.");

    /// <summary>A sender is back.</summary>
    public static readonly DaemonEvent SenderBack = new(
        6002, LogLevel.Information, "scenario {Scenario}: a sender is back on {Listener}", "It was told the offset to go on at.");

    /// <summary>A connection broke before it meant anything.</summary>
    public static readonly DaemonEvent SenderLost = new(6003, LogLevel.Warning, "a connection on {Listener} was lost: {Text}", "No scenario came of it.");

    /// <summary>A listener takes no connection any more.</summary>
    public static readonly DaemonEvent ListenerFailed = new(
        6004, LogLevel.Error, "listener {Listener} stopped: {Text}", "No scenario can be sent there.", "Restart the daemon; its scenarios go on.");

    /// <summary>A line of a scenario for the log of a run.</summary>
    public static readonly DaemonEvent RunLogged = new(6005, LogLevel.Information, "run {Run} at {Time} s: {Text}", "A `log` line of a scenario.");

    /// <summary>A command was served.</summary>
    public static readonly DaemonEvent Audit = new(
        8000, LogLevel.Information, "{Action} {Target}: {Result}", "Somebody submitted or controlled something on the control socket.");

    /// <summary>A request was not served.</summary>
    public static readonly DaemonEvent RequestFailed = new(
        8100, LogLevel.Error, "{Method} {Path} failed: {Text}", "The answer was 500.", "Report it with the text.");

    /// <summary>The node stopped.</summary>
    public static readonly DaemonEvent NodeStopped = new(
        9000, LogLevel.Critical, "the node stopped; the process ends", "A law of the program is broken.", "Report it; the service manager starts the daemon again.");

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<DaemonEvent> All { get; } =
    [
        Starting, Ready, Draining, Stopped, StoppedLate, Reloaded, Details, ReloadRefused, RunAccepted, RunChanged, RunWaits, RunCompleted,
        RunFailed, RunUnusable, ChunkCommitted, ActorWarning, ActorError, DiskFull, OffloadWarning, OffloadLeft, ScenarioOpened, ScenarioEnded,
        SenderBack, SenderLost, ListenerFailed, RunLogged, Audit, RequestFailed, NodeStopped,
    ];
}
