using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Configuration;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Daemon.Reloading;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Records;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Plans;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Recovery;

namespace MarsDisk.Hosting.Daemon.Runs;

/// <summary>
/// Takes runs into the daemon. Before a run is accepted its directory is durable, so that a daemon that dies in the next
/// moment finds it again; and the same plan is the same run, however often it is submitted.
/// </summary>
internal sealed class Submissions(
    RunBoard board, LiveSettings settings, string nodeName, OpenRuns runs, IActorRef node, IWorkLine line, TimeProvider clock, Action<string> say)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <summary>Accepts a configuration.</summary>
    /// <param name="source">Its text, overrides and names.</param>
    /// <param name="options">What the run is told beside it.</param>
    public async Task<SubmissionResult> SubmitAsync(ConfigurationSource source, PlanOptions options)
    {
        var preparation = await line.Run(() => RunPreparation.Prepare(source, new Dictionary<string, string>(StringComparer.Ordinal), options));
        return preparation.Run is { } prepared
            ? await SubmitAsync(prepared, preparation.Findings)
            : new SubmissionResult.Invalid(preparation.Findings, preparation.ExitCode);
    }

    /// <summary>Takes up a run that a former process left.</summary>
    /// <param name="record">What its directory says.</param>
    public async Task<SubmissionResult> RecoverAsync(RunRecord record)
    {
        var document = RunDocument.Read(record.Directory)!;
        var preparation = await line.Run(() => RunPreparation.Prepare(
            RunDocument.SourceOf(record.Directory, document), new Dictionary<string, string>(StringComparer.Ordinal), RunDocument.OptionsOf(document)));
        if (preparation.Run is not { } prepared)
            return new SubmissionResult.Invalid(preparation.Findings, preparation.ExitCode);
        return prepared.Identity.Run == record.Run
            ? await QueueAsync(prepared, record, preparation.Findings)
            : new SubmissionResult.Unusable(ExitCodes.CannotGoOn, $"run {record.Run} cannot go on, because a table that it reads has changed: {string.Join("; ", RunDocument.DifferencesFrom(record.Directory, prepared))}.");
    }

    private async Task<SubmissionResult> SubmitAsync(PreparedRun prepared, IReadOnlyList<Finding> findings)
    {
        var id = prepared.Identity.Run;
        if (board.Live(id) is { } live)
            return new SubmissionResult.Accepted(live.Snapshot(), IsNew: false, findings);
        if (await RefusalAsync(prepared) is { } refusal)
            return new SubmissionResult.Refused(refusal);

        try
        {
            var path = board.DirectoryOf(id);
            var found = await line.Run(() => Begin(prepared, path));
            if (found.State is not (DirectoryState.Empty or DirectoryState.Unfinished))
                return Known(id, path, found, findings);
            return await QueueAsync(prepared, await line.Run(() => RunRecords.Of(path)!), findings);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or MarsDisk.Actors.Runs.RunUnusableException)
        {
            return new SubmissionResult.Unusable(ExitCodes.Unusable, error.Message);
        }
    }

    // Asked before anything is written, so that a refused run leaves nothing that the next start would take up.
    private async Task<SubmissionRefusal?> RefusalAsync(PreparedRun prepared)
    {
        var status = await node.Ask<NodeStatus>(new GetNodeStatus(), AnswerWithin);
        if (status.IsDraining)
            return SubmissionRefusal.Draining;
        if (prepared.BufferBytes > HostSettings.BufferBytes(settings.Now))
            return SubmissionRefusal.TooLarge;
        return status.Queued >= settings.Now.Queue.Runs ? SubmissionRefusal.QueueFull : null;
    }

    // What a start leaves in the directory is the submission itself: there is no other record of it.
    private DirectoryReport Begin(PreparedRun prepared, string path)
    {
        var directory = new RunDirectory(path, prepared.Identity.Run, TestHooks.Disk);
        var found = RunStart.Inspect(directory, prepared.Identity.PlanHash, PhysicsFingerprint.Value);
        if (found.State == DirectoryState.Empty)
            WorkOf(prepared, path).TakeLease().Dispose();
        return found;
    }

    private SubmissionResult Known(RunId run, string path, DirectoryReport found, IReadOnlyList<Finding> findings)
    {
        if (board.Live(run) is { } live)
            return new SubmissionResult.Accepted(live.Snapshot(), IsNew: false, findings);
        return found.State is DirectoryState.Finished or DirectoryState.Failed && RunRecords.Of(path) is { } record
            ? new SubmissionResult.Accepted(RunSnapshot.Of(record), IsNew: false, findings)
            : new SubmissionResult.Unusable(ExitCodes.CannotGoOn, $"{path} cannot be used for the run: {found.Trouble ?? found.State.ToString()}.");
    }

    private async Task<SubmissionResult> QueueAsync(PreparedRun prepared, RunRecord record, IReadOnlyList<Finding> findings)
    {
        var now = settings.Now;
        prepared.BuffersWhileStreaming = (int)now.Pipeline.Buffers;
        var setup = RunSession.SetupOf(prepared, WorkOf(prepared, record.Directory), now, nodeName, reopensFailed: false, clock);
        var live = board.Take(record, prepared);
        var answer = await node.Ask<object>(new SubmitRun(setup, prepared.BufferBytes), AnswerWithin);
        if (answer is RunQueued queued)
            return new SubmissionResult.Accepted(live.Snapshot(), queued.IsNew, findings);

        board.Forget(record.Run);
        return new SubmissionResult.Refused(((SubmissionRefused)answer).Reason);
    }

    private RunWork WorkOf(PreparedRun prepared, string path) =>
        new(prepared, new RunDirectory(path, prepared.Identity.Run, TestHooks.Disk), runs, clock, say);
}

/// <summary>What came of a submission.</summary>
public abstract record SubmissionResult
{
    private SubmissionResult() { }

    /// <summary>The run is one of the daemon's.</summary>
    /// <param name="Run">The run as it is now.</param>
    /// <param name="IsNew">False when the daemon had it before.</param>
    /// <param name="Findings">Warnings about the configuration.</param>
    public sealed record Accepted(RunSnapshot Run, bool IsNew, IReadOnlyList<Finding> Findings) : SubmissionResult;

    /// <summary>The configuration cannot be run.</summary>
    /// <param name="Findings">Everything that is wrong with it.</param>
    /// <param name="ExitCode">Code of experience.md §2.9.</param>
    public sealed record Invalid(IReadOnlyList<Finding> Findings, int ExitCode) : SubmissionResult;

    /// <summary>The node takes no run, or not this one.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(SubmissionRefusal Reason) : SubmissionResult;

    /// <summary>The store or the directory of the run cannot be used.</summary>
    /// <param name="ExitCode">Code of experience.md §2.9.</param>
    /// <param name="Reason">One sentence.</param>
    public sealed record Unusable(int ExitCode, string Reason) : SubmissionResult;
}
