using System.Globalization;

using Akka.Configuration;

using MarsDisk.Actors.Node;
using MarsDisk.Actors.Offload;
using MarsDisk.Configuration.Node;
using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Actors;

/// <summary>
/// Starts the actor system of one process: dispatchers, journal and the node. The Akka.NET side of the seam between the
/// two actor runtimes (architecture.md §3.3).
/// </summary>
public sealed class ActorHost : IAsyncDisposable
{
    private const int QueuedJobs = 256;

    private readonly WorkThread _journalThread = new("journal", QueuedJobs);
    private readonly WorkThread _fileThread = new("file-work", QueuedJobs);

    /// <summary>Starts the system and its node.</summary>
    /// <param name="settings">Threads and queues.</param>
    /// <param name="runs">Runs that this process holds.</param>
    /// <param name="target">Where state files are copied to; null: nowhere.</param>
    /// <param name="log">Receives warnings and errors of actors.</param>
    public ActorHost(NodeSettings settings, OpenRuns runs, IOffloadTarget? target, Action<ActorLogEntry> log)
    {
        var setup = BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(settings.ActorSettings).WithFallback(ConfigurationFactory.ParseString(Hocon(settings.Slots))))
            .And(new JournalSetup(runs, _journalThread));
        var fileThread = _fileThread;
        System = ActorSystem.Create("marsdisk", setup);
        var writer = ((ExtendedActorSystem)System).SystemActorOf(Props.Create(() => new LogLines(log)), "log-lines");
        System.EventStream.Subscribe(writer, typeof(Warning));
        System.EventStream.Subscribe(writer, typeof(Error));
        var lines = new WorkThreads();
        Node = System.ActorOf(Props.Create(() => new NodeActor(settings, lines, fileThread, target)), "node");
    }

    /// <summary>What node settings may say about the actor library: all that its own reference configurations know.</summary>
    public static ActorLibrary? Library { get; } = new(
        Leaves(ConfigurationFactory.Default().WithFallback(Akka.Persistence.Persistence.DefaultConfig())),
        ["akka.actor.serializers", "akka.actor.serialization-bindings", "akka.actor.serialization-identifiers"],
        new HashSet<string>(StringComparer.Ordinal)
        {
            "akka.loggers", "akka.coordinated-shutdown.run-by-clr-shutdown-hook",
            "akka.persistence.journal.plugin", "akka.persistence.snapshot-store.plugin",
        });

    /// <summary>The actor system.</summary>
    public ActorSystem System { get; }

    /// <summary>The root of the node's actors.</summary>
    public IActorRef Node { get; }

    /// <summary>Stops all actors; what is not committed is computed again by the next attempt.</summary>
    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        _journalThread.Dispose();
        _fileThread.Dispose();
    }

    // Fences are leases and epochs, so the replay filter is off; how long a disk may take is nobody's guess (law 5), so
    // the circuit breaker never opens.
    private static string Hocon(int slots) => string.Create(CultureInfo.InvariantCulture, $$"""
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          loggers = []
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          actor {
            serializers {
              marsdisk-events = "{{NameOf<RunEventSerializer>()}}"
              marsdisk-scenarios = "{{NameOf<ScenarioEventSerializer>()}}"
            }
            serialization-bindings {
              "{{NameOf<IRunEvent>()}}" = marsdisk-events
              "{{NameOf<IScenarioEvent>()}}" = marsdisk-scenarios
            }
          }
          persistence {
            journal.plugin = marsdisk.journal.file
            snapshot-store.plugin = akka.persistence.snapshot-store.inmem
          }
        }
        marsdisk {
          journal.file {
            class = "{{NameOf<RegisteredFileJournal>()}}"
            plugin-dispatcher = akka.actor.default-dispatcher
            recovery-event-timeout = 24h
            circuit-breaker { max-failures = 2147483647, call-timeout = 24h, reset-timeout = 1s }
            replay-filter.mode = off
          }
          compute {
            type = ForkJoinDispatcher
            throughput = 1
            dedicated-thread-pool { thread-count = {{slots}}, threadtype = background }
          }
        }
        """);

    private static HashSet<string> Leaves(Config config)
    {
        var leaves = new HashSet<string>(StringComparer.Ordinal);
        Collect(config.Root, "");
        return leaves;

        void Collect(Akka.Configuration.Hocon.HoconValue value, string path)
        {
            if (!value.IsObject())
            {
                leaves.Add(path);
                return;
            }
            foreach (var (key, member) in value.GetObject().Items)
                Collect(member, path.Length == 0 ? key : $"{path}.{key}");
        }
    }

    private static string NameOf<T>() => $"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}";

    /// <summary>What the journal plugin finds in the system that made it from its class name.</summary>
    internal sealed class JournalSetup(OpenRuns runs, WorkThread thread) : global::Akka.Actor.Setup.Setup
    {
        public OpenRuns Runs => runs;

        public WorkThread Thread => thread;

        public static JournalSetup Of(ActorSystem system) => system.Settings.Setup.Get<JournalSetup>().Value;
    }

    private sealed class RegisteredFileJournal()
        : FileJournal(JournalSetup.Of(Context.System).Runs, JournalSetup.Of(Context.System).Thread);

    private sealed class LogLines : ReceiveActor
    {
        public LogLines(Action<ActorLogEntry> log) => Receive<LogEvent>(entry => log(
            new ActorLogEntry(entry is Error, entry.LogSource, entry.Message?.ToString() ?? "", entry.Cause)));
    }
}
