using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Sweeps;
using MarsDisk.Hosting.Sweeps.Results;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Hosting.Sweeps.Claiming;

/// <summary>Looks at a sweep for its coordinator: lease, journals, and the collected table at the end.</summary>
internal sealed class SweepWatch(SweepDirectory directory, SweepClaims claims, ClaimRules rules, TimeProvider clock) : ISweepWatch
{
    // A look takes the thread that claims runs; at most a twentieth of its time.
    private const int PauseOverLook = 20;

    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);

    private readonly SweepSurvey _survey = new(directory);
    private (DateTime, long) _stamp;
    private SweepManifest? _manifest;
    private ILease? _lease;
    private bool _isCollected;

    /// <summary>What the last look found; for whoever reports in detail.</summary>
    public IReadOnlyList<SweepRunReport> Reports { get; private set; } = [];

    public TimeSpan Pause { get; private set; } = PauseMin;

    public SweepStatus Look()
    {
        var begun = clock.GetTimestamp();
        var status = LookNow();
        var pause = PauseOverLook * clock.GetElapsedTime(begun);
        Pause = pause > PauseMin ? pause : PauseMin;
        return status;
    }

    public void Dispose() => _lease?.Dispose();

    private SweepStatus LookNow()
    {
        if (Manifest() is not { } manifest)
            return new SweepStatus("", new SweepCounts(0, 0, 0, 0, 0), 0, 0, IsLed: false, HasEnded: false);

        var reports = _survey.Look(manifest).Select(report => AsSeenHere(manifest, report)).ToList();
        Reports = reports;
        var counts = SweepSurvey.Count(reports);
        var mine = SweepSurvey.Count([.. reports.Where(report => rules.Allow(report.Run))]);
        _isCollected = counts.AllEnded && (_isCollected || Collect(manifest, reports));
        if (!counts.AllEnded)
            _lease ??= directory.TryTakeLease();
        return new SweepStatus(
            manifest.Sweep, counts, reports.Sum(report => report.Ledger.EndStep), reports.Sum(report => Steps(report)), _lease is not null,
            mine.AllEnded && (!counts.AllEnded || _isCollected));
    }

    private SweepManifest? Manifest()
    {
        var stamp = directory.ManifestStamp();
        if (stamp == _stamp)
            return _manifest;
        _manifest = stamp == default ? null : directory.ReadManifest();
        _stamp = stamp;
        _isCollected = false;
        return _manifest;
    }

    // The lease is given back at the end: what is left to do here, begins with a person who asks for it.
    private bool Collect(SweepManifest manifest, IReadOnlyList<SweepRunReport> reports)
    {
        _lease ??= directory.TryTakeLease();
        if (_lease is null)
            return SweepTable.IsCurrent(directory, manifest, reports);    // or who leads the sweep is about to write it

        if (!SweepTable.IsCurrent(directory, manifest, reports))
            SweepTable.PublishAsync(directory, manifest, reports, clock).GetAwaiter().GetResult();
        _lease.Dispose();
        _lease = null;
        return true;
    }

    // A run that ended early has fewer steps than were planned; its own number counts then.
    private static long Steps(SweepRunReport report) =>
        report.State == SweepRunState.Completed ? report.Ledger.EndStep : report.Run.Steps;

    // A failure that this process is about to take up again is none yet; a run that it cannot work on is one.
    private SweepRunReport AsSeenHere(SweepManifest manifest, SweepRunReport report) => report.State switch
    {
        SweepRunState.Failed when rules.Reopens(report, manifest.Retries) => report with { State = SweepRunState.Waiting, Failure = null },
        SweepRunState.Planned or SweepRunState.Waiting when claims.Unusable.TryGetValue(report.Run.Run, out var failure) =>
            report with { State = SweepRunState.Failed, Failure = failure with { Step = report.Ledger.EndStep } },
        _ => report,
    };
}
