using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Scenarios.Transcribing;
using MarsDisk.Simulated.Disks;

namespace MarsDisk.Scenarios.Worlds;

/// <summary>
/// A scenario from its first byte to its report, on one thread: turn by turn while somebody has something to do, and to the next
/// timer otherwise. The same settings give the same turns.
/// </summary>
internal sealed class ReplayWorld : IDisposable
{
    private const int TurnsMax = 200_000;

    private readonly ReplaySettings _settings;
    private int _turnsOfLife;

    /// <summary>Makes the world and starts its process; nothing happens yet.</summary>
    public ReplayWorld(ReplaySettings settings)
    {
        _settings = settings;
        Disk.CreateDirectory(ReplaySettings.Root);
        for (var folder = ReplaySettings.Root; folder is not null; folder = Path.GetDirectoryName(folder))
            Disk.SyncDirectory(folder);
        Process = new ReplayProcess(settings, Disk, Transcript, TimeSpan.Zero);
    }

    /// <summary>The disk, which outlives every process.</summary>
    public SimulatedDisk Disk { get; } = new();

    /// <summary>What happened.</summary>
    public Transcript Transcript { get; } = new();

    /// <summary>The process that is alive.</summary>
    public ReplayProcess Process { get; private set; }

    /// <summary>Turns so far: messages that were handled, and jobs that were done.</summary>
    public int Turns { get; private set; }

    /// <summary>How the scenario ended.</summary>
    public ScenarioReport Report => Process.Report ?? throw new InvalidOperationException("The scenario has not ended.");

    /// <summary>Runs a scenario to its end.</summary>
    public static ReplayWorld RunToEnd(ReplaySettings settings)
    {
        var world = new ReplayWorld(settings);
        world.Run();
        return world;
    }

    /// <summary>Runs until the scenario has ended and nobody has anything to do.</summary>
    public void Run() => RunUntil(() => HasEnded);

    /// <summary>Whether the scenario has ended and nobody has anything to do.</summary>
    public bool HasEnded => Process is { Report: not null, Dispatcher.Ready.Count: 0 };

    /// <summary>Runs until something is so, looked at between turns.</summary>
    public void RunUntil(Func<bool> isEnough)
    {
        // Whoever calls may have a context that would carry continuations to other threads.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (!isEnough())
                Step();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>The process dies between two turns, and another one takes its place.</summary>
    /// <param name="keepsUnsynced">Whether the machine goes on, so that what was written is there; else only what was synced.</param>
    public void Kill(bool keepsUnsynced)
    {
        Transcript.Note(Process.Now, "the process is killed and started again");
        Process.Forget();
        Disk.Kill(keepsUnsynced);
        _turnsOfLife = 0;
        Process = new ReplayProcess(_settings, Disk, Transcript, Process.Now);
    }

    /// <summary>Sends a message to the actor of the scenario.</summary>
    public void Tell(object message) => Process.Scenario.Tell(message, ActorRefs.NoSender);

    /// <inheritdoc/>
    public void Dispose()
    {
        Process.Forget();
        Disk.Dispose();
    }

    private void Step()
    {
        if (++_turnsOfLife > TurnsMax)
            throw new InvalidOperationException($"After {TurnsMax} turns the scenario has not ended.\n{Transcript.Tail(20)}");
        if (Process.Dispatcher.Pick() is not { } item)
        {
            var due = Process.Scheduler.NextDue
                ?? throw new InvalidOperationException($"Nobody has anything to do, and the scenario has not ended.\n{Transcript.Tail(20)}");
            Process.Scheduler.Advance(due);
            return;
        }

        Turns++;
        if (item is IActorTurn turn && turn.TryLook(out var message, out var sender))
            Take(turn, message!, sender);
        else
            item.Execute();
    }

    // An actor whose event is on its way to the journal may use its turn without taking the message.
    private void Take(IActorTurn turn, object message, IActorRef? sender)
    {
        var line = Transcript.Begin(Process.Now, turn.Actor, message, sender);
        turn.Execute();
        if (!turn.TryLook(out var next, out _) || !ReferenceEquals(next, message))
            Transcript.End(line);
    }
}
