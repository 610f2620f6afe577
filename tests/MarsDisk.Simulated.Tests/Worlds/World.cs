using MarsDisk.Actors.Messages;
using MarsDisk.Simulated.Disks;
using MarsDisk.Simulated.Faults;
using MarsDisk.Simulated.Laws;

namespace MarsDisk.Simulated.Worlds;

/// <summary>
/// A whole system on one thread: processes, their virtual threads and clocks, one disk, and the faults of a script. A
/// seed decides everything; after each turn every law is asked.
/// </summary>
internal sealed class World : IDisposable
{
    private const int TurnsMax = 20_000;
    private const int EarlyTimer = 64;

    private readonly LawBook _book = new();
    private readonly SimulatedDisk _disk = new();
    private readonly List<SimulatedProcess> _processes = [];
    private readonly HashSet<string> _completed = new(StringComparer.Ordinal);
    private readonly Strikes _strikes;
    private readonly TurnLog? _log;
    private TimeSpan _now;
    private int _started;

    /// <summary>Makes a world; nothing happens yet.</summary>
    public World(WorldSettings settings, SeededRandom random, Queue<Fault> script, TurnLog? log = null)
    {
        foreach (var folder in (ReadOnlySpan<string>)[DiskWitness.Root, SimulatedOffload.Root])
            _disk.CreateDirectory(folder);
        _disk.SyncDirectory("/");
        Settings = settings;
        Random = random;
        _log = log;
        IsUndisturbed = script.Count == 0;
        Witness = new DiskWitness(_disk, settings.Runs.Select(choice => choice.Run), _book);
        Laws = new WorldLaws(this, _book);
        _strikes = new Strikes(this, _disk, script, log);
    }

    public WorldSettings Settings { get; }

    public SeededRandom Random { get; }

    public DiskWitness Witness { get; }

    public WorldLaws Laws { get; }

    /// <summary>Turns so far.</summary>
    public int Turn { get; private set; }

    /// <summary>Virtual time.</summary>
    public TimeSpan Now => _now;

    /// <summary>The script was empty.</summary>
    public bool IsUndisturbed { get; }

    /// <summary>How often the script made something fail that a run may give up for.</summary>
    public int Failures => _strikes.Failures;

    public IReadOnlyList<SimulatedProcess> Processes => _processes;

    /// <summary>Whether a fault of that kind has struck.</summary>
    public bool Struck(FaultKind kind) => _strikes.Struck(kind);

    /// <summary>Runs until every run is complete and every process at rest.</summary>
    /// <returns>The first violation; null when every law held.</returns>
    public string? Run()
    {
        // Whoever calls may have a context that would carry continuations to other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        for (var i = 0; i < Settings.Processes; i++)
            StartProcess();
        try
        {
            while (_book.Violation is null && !IsOver())
                Step();
            if (_book.Violation is null)
                Laws.Ended();
        }
        catch (Exception broken)               // the edge of the simulation: whatever broke is the report of the seed
        {
            _book.Break(broken.ToString());
        }
        foreach (var process in _processes)
            process.Forget();
        return _book.Violation;
    }

    /// <inheritdoc/>
    public void Dispose() => _disk.Dispose();

    public SimulatedProcess StartProcess()
    {
        var process = new SimulatedProcess($"p{++_started}", this, _disk, _now);
        _processes.Add(process);
        _log?.Note(Turn, _now, $"{process.Name} starts");
        return process;
    }

    /// <summary>SIGKILL, and a new process in its place.</summary>
    public void Kill(SimulatedProcess process)
    {
        _log?.Note(Turn, _now, $"{process.Name} is killed after {process.Trouble.Calls} disk calls");
        process.Forget();
        _processes.Remove(process);
        if (_processes.Count < Settings.Processes)
            StartProcess();
    }

    /// <summary>All processes die, and the disk forgets what it may forget.</summary>
    public void LosePower()
    {
        _log?.Note(Turn, _now, "the power is lost");
        foreach (var process in _processes)
            process.Forget();
        _processes.Clear();
        _disk.LosePower(Random);
        Witness.PowerReturned();
        for (var i = 0; i < Settings.Processes; i++)
            StartProcess();
    }

    /// <summary>The node of a process answered about a run.</summary>
    public void Heard(SimulatedProcess process, RunEnded ended)
    {
        _log?.Note(Turn, _now, $"{process.Name} hears: {ended.Run} {ended.Outcome}");
        Laws.Heard(process, ended);
        if (ended.Outcome is RunOutcomeReport.Completed)
            _completed.Add(ended.Run.Value);
    }

    /// <summary>A node never ends by itself.</summary>
    public void NodeEnded(SimulatedProcess process) => _book.Break($"The node of {process.Name} ended.");

    private bool IsOver() =>
        _completed.Count == Settings.Runs.Count
        && _processes.TrueForAll(process => process.PausedUntil <= Turn && process.Dispatcher.Ready.Count == 0);

    private void Step()
    {
        Turn++;
        if (Turn > TurnsMax)
        {
            _book.Break($"After {TurnsMax} turns {Settings.Runs.Count - _completed.Count} runs are not complete.");
            return;
        }
        _strikes.Due();
        if (Choose() is { } process)
            Take(process);
        else
            PassTime();
    }

    private SimulatedProcess? Choose()
    {
        if (Random.OneIn(EarlyTimer) && PassTimeOfAll())
            return null;
        var ready = _processes.Count(IsReady);
        if (ready == 0)
            return null;
        var chosen = Random.Below(ready);
        return _processes.Where(IsReady).ElementAt(chosen);
    }

    private bool IsReady(SimulatedProcess process) => process.PausedUntil <= Turn && process.Dispatcher.Ready.Count > 0;

    private void Take(SimulatedProcess process)
    {
        process.CatchUp(_now);
        var item = process.Dispatcher.Pick()!;
        if (item is SimulatedLine { SlowUntil: var until } && until > Turn)
        {
            process.Dispatcher.Schedule(item);
            return;
        }
        var (message, actor) = (default(object), default(IActorRef));
        if (item is IActorTurn turn)
        {
            actor = turn.Actor;
            process.Knows(actor);
            if (turn.TryPeek(out message, out var sender))
                _strikes.Disturb(process, turn, message!, sender);
        }
        _log?.Turn(Turn, _now, process.Name, item, message);
        item.Execute();
        Laws.Turned(process, item);
        if (process.Trouble.TakesPower && process.Trouble.IsDead)
            LosePower();
        else if (process.Trouble.IsDead)
            Kill(process);
    }

    // Nobody has anything to do: the next timer, or the end of a pause.
    private void PassTime()
    {
        if (PassTimeOfAll() || _processes.Exists(process => process.PausedUntil > Turn))
            return;
        if (!_processes.Exists(IsReady) && !IsOver())
            _book.Break("No actor has anything to do, no timer is set, and the runs are not complete.");
    }

    private bool PassTimeOfAll()
    {
        var awake = _processes.Where(process => process.PausedUntil <= Turn).ToList();
        awake.ForEach(process => process.CatchUp(_now));
        if (awake.Min(process => process.Scheduler.NextDue) is not { } due)
            return false;
        _now += due;
        awake.ForEach(process => process.CatchUp(_now));
        return true;
    }
}
