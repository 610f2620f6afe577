using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Runs;
using MarsDisk.Actors.Sweeps;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Sweeps.Planning;
using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Sweeps.Claiming;

/// <summary>
/// Finds the next run of a sweep that nobody works on. Looks through the runs from a place that the name of the node
/// decides, so that nodes seldom meet; where they do, the lease decides.
/// </summary>
internal sealed class SweepClaims : IRunClaims
{
    private readonly SweepDirectory _directory;
    private readonly SweepSurvey _survey;
    private readonly ClaimRules _rules;
    private readonly NodeConfiguration _node;
    private readonly OpenRuns _runs;
    private readonly TimeProvider _clock;
    private readonly Action<string> _say;
    private readonly ConcurrentDictionary<RunId, byte> _mine = [];
    private readonly ConcurrentDictionary<RunId, SweepFailure> _unusable = [];
    private (DateTime, long) _stamp;
    private SweepManifest? _manifest;
    private int _next;

    public SweepClaims(SweepDirectory directory, ClaimRules rules, NodeConfiguration node, OpenRuns runs, TimeProvider clock, Action<string> say)
    {
        _directory = directory;
        _survey = new SweepSurvey(directory);
        _rules = rules;
        _node = node;
        _runs = runs;
        _clock = clock;
        _say = say;
    }

    /// <summary>Runs that cannot be worked on by this process, and why; others may be able to.</summary>
    public IReadOnlyDictionary<RunId, SweepFailure> Unusable => _unusable;

    public ClaimedRun? Next()
    {
        if (Manifest() is not { } manifest)
            return null;

        using var place = new ParallelPlace(_directory, manifest.Parallel);
        for (var looked = 0; looked < manifest.Runs.Count; looked++)
        {
            var run = manifest.Runs[_next];
            _next = (_next + 1) % manifest.Runs.Count;
            if (!_mine.ContainsKey(run.Run) && !_unusable.ContainsKey(run.Run) && _rules.Allow(run) && TryTake(manifest, run, place) is { } claim)
                return claim;
        }

        return null;
    }

    public void Note(RunEnded ended)
    {
        if (ended.Outcome is RunOutcomeReport.CannotGoOn stuck)
            SetAside(ended.Run, stuck.ExitCode, stuck.Reason);
        _mine.TryRemove(ended.Run, out _);
    }

    /// <summary>Where a node begins to look.</summary>
    public static int PlaceOf(string node, int runs) =>
        (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(node))) % (uint)runs);

    private SweepManifest? Manifest()
    {
        var stamp = _directory.ManifestStamp();
        if (stamp == _stamp)
            return _manifest;

        _manifest = stamp == default ? null : WithThisPhysics(_directory.ReadManifest());
        _stamp = stamp;
        _unusable.Clear();
        _next = _manifest is null ? 0 : PlaceOf(_rules.Node, _manifest.Runs.Count);
        return _manifest;
    }

    // A plan may be replaced while this process lives, by a program that computes differently.
    private SweepManifest? WithThisPhysics(SweepManifest manifest)
    {
        if (manifest.Fingerprint == PhysicsFingerprint.Value)
            return manifest;
        _say($"{_directory.Path} was planned anew by a program with another physics than this one ({PhysicsFingerprint.Text}); no further run is taken.");
        return null;
    }

    private ClaimedRun? TryTake(SweepManifest manifest, PlannedRun run, ParallelPlace place)
    {
        var report = _survey.Look(manifest, run);
        var reopens = report.State == SweepRunState.Failed && _rules.Reopens(report, manifest.Retries);
        if (!reopens && report.State is not (SweepRunState.Planned or SweepRunState.Waiting))
            return null;
        if (!place.TryTake())
            return null;

        if (SweepRuns.Prepare(manifest, run).Run is not { } prepared || prepared.Identity.PlanHash != run.PlanHash)
        {
            SetAside(run.Run, ExitCodes.Unusable, $"{run.Title}: a table that the run reads is missing or has changed since the sweep was planned.");
            return null;
        }

        prepared.BuffersWhileStreaming = (int)_node.Pipeline.Buffers;
        var work = new RunWork(prepared, _directory.DirectoryOf(run), _runs, _clock, _say);
        return Claim(RunSession.SetupOf(prepared, work, _node, _rules.Node, reopens, _clock), work, place);
    }

    private ClaimedRun? Claim(RunSetup setup, RunWork work, ParallelPlace place)
    {
        try
        {
            if (work.TryTakeLease() is not { } lease)
                return null;
            _mine[setup.Run] = 0;
            _rules.NoteAttempt(setup.Run);
            return new ClaimedRun(setup, place.HandOver(lease));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            SetAside(setup.Run, ExitCodes.Unusable, error.Message);
            return null;
        }
    }

    private void SetAside(RunId run, int exitCode, string reason)
    {
        if (_unusable.TryAdd(run, new SweepFailure(exitCode, 0, reason)))
            _say(reason);
    }
}
