using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

using Akka.Configuration;

namespace MarsDisk.Testing;

/// <summary>
/// Base of all tests of actors, and the one place that knows how a system is started: here for Akka.NET.
/// Unhandled messages, dead letters and log entries of level error fail a test unless an event filter announced them.
/// </summary>
public abstract class ActorSpec : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Incidents _incidents = new();

    private readonly bool _runsOnCallingThread;

    protected ActorSpec(SpecSetup? setup = null) : base(Translate(setup ??= new SpecSetup()), "test")
    {
        _runsOnCallingThread = setup.RunsOnCallingThread;
        Belongings.Give(Sys, [.. setup.Belongings, _incidents]);
    }

    /// <summary>The clock, if time is virtual.</summary>
    protected TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    /// <summary>
    /// Starts an actor. Akka lets the guardian start it, on a thread of its own, and what is sent before that runs there too;
    /// a test on the calling thread wants it here.
    /// </summary>
    protected new IActorRef ActorOf(Props props, string? name = null)
    {
        var actor = base.ActorOf(props, name);
        if (_runsOnCallingThread)
            Assert.True(actor.Ask<ActorIdentity>(new Identify("started"), Patience).Wait(Patience), $"{actor} does not start.");
        return actor;
    }

    /// <summary>Starts another system.</summary>
    protected static ActorSystem NewSystem(string name, SpecSetup? setup = null)
    {
        setup ??= new SpecSetup();
        var system = ActorSystem.Create(name, Translate(setup));
        Belongings.Give(system, setup.Belongings);
        return system;
    }

    protected override void Dispose(bool disposing)
    {
        var settled = new Settled();
        Sys.EventStream.Publish(settled);
        Assert.True(settled.Task.Wait(Patience), "The listener of the log does not answer.");
        var unannounced = _incidents.ToArray();
        base.Dispose(disposing);
        Assert.True(unannounced.Length == 0, "Not announced by an EventFilter:\n" + string.Join('\n', unannounced));
    }

    private static Config Translate(SpecSetup wanted)
    {
        var hocon = new List<string>
        {
            $$"""
            akka {
              loglevel = INFO
              stdout-loglevel = OFF
              loggers = ["{{NameOf(typeof(IncidentListener))}}"]
              logger-formatter = "{{NameOf(typeof(NamedHoles))}}"
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              test { single-expect-default = 20s, filter-leeway = 20s, default-timeout = 20s }
              persistence {
                max-concurrent-recoveries = {{wanted.RecoveriesMax.ToString(CultureInfo.InvariantCulture)}}
                journal.plugin = {{(wanted.Journal is null ? "akka.persistence.journal.inmem" : "spec.journal")}}
                snapshot-store.plugin = {{(wanted.SnapshotStore is null ? "akka.persistence.snapshot-store.inmem" : "spec.snapshots")}}
              }
            }
            """,
        };
        if (wanted.HasVirtualTime)
            hocon.Add($"akka.scheduler.implementation = \"{NameOf(typeof(TestScheduler))}\"");
        if (wanted.RunsOnCallingThread)
            hocon.Add($"akka.actor.default-dispatcher {{ type = \"{NameOf(typeof(CallingThreadDispatcherConfigurator))}\", throughput = 2147483647 }}");
        foreach (var (id, threads) in wanted.ThreadPools)
            hocon.Add($"{id} {{ type = ForkJoinDispatcher, throughput = 1, dedicated-thread-pool {{ thread-count = {threads}, threadtype = background }} }}");
        hocon.Add(Plugin("spec.journal", wanted.Journal, wanted.JournalSettings));
        if (wanted.Journal is null)
            hocon.Add($$"""akka.persistence.journal.inmem { {{Lines(wanted.JournalSettings)}} }""");
        hocon.Add(Plugin("spec.snapshots", wanted.SnapshotStore, wanted.SnapshotSettings));
        foreach (var (type, serializer) in wanted.Serializers)
            hocon.Add($"akka.actor {{ serializers.{serializer.Name} = \"{NameOf(serializer)}\", serialization-bindings {{ \"{NameOf(type)}\" = {serializer.Name} }} }}");
        return ConfigurationFactory.ParseString(string.Join('\n', hocon));
    }

    private static string Plugin(string id, Type? plugin, IReadOnlyDictionary<string, string> settings) => plugin is null
        ? ""
        : $$"""
          {{id}} {
            class = "{{NameOf(plugin)}}"
            plugin-dispatcher = akka.actor.default-dispatcher
            circuit-breaker { max-failures = 2147483647, call-timeout = 24h, reset-timeout = 1s }
            {{(plugin.IsAssignableTo(typeof(SnapshotStore)) ? "" : "replay-filter.mode = off, recovery-event-timeout = 24h")}}
            {{Lines(settings)}}
          }
          """;

    private static string Lines(IReadOnlyDictionary<string, string> settings) =>
        string.Join('\n', settings.Select(setting => $"{setting.Key} = \"{setting.Value}\""));

    private static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    /// <summary>What a test must announce.</summary>
    private sealed class Incidents : ConcurrentQueue<LogEvent>;

    /// <summary>Published to learn when everything published before has been looked at.</summary>
    private sealed class Settled : TaskCompletionSource;

    /// <summary>Keeps what no event filter of the test kit announces.</summary>
    private sealed class IncidentListener : TestEventListener
    {
        protected override bool Receive(object message)
        {
            switch (message)
            {
                case InitializeLogger start:
                    start.LoggingBus.Subscribe(Self, typeof(Settled));
                    return base.Receive(message);
                case Settled settled:
                    settled.TrySetResult();
                    return true;
                case UnhandledMessage lost:
                    return base.Receive(new Warning(
                        lost.Recipient.Path.ToString(), lost.Recipient.GetType(), $"Unhandled message from {lost.Sender} to {lost.Recipient}: {lost.Message}"));
                case Error { Cause.InnerException: { } cause } error:
                    // Akka names what failed in the message and why in the exception alone; the runtime in the tree says both.
                    return base.Receive(new Error(error.Cause, error.LogSource, error.LogClass, $"{error.Message} {cause.GetBaseException().Message}"));
                default:
                    return base.Receive(message);
            }
        }

        protected override void Print(LogEvent logEvent)
        {
            var isIncident = logEvent is Error || logEvent.Message is DeadLetter
                || logEvent.ToString().Contains("Unhandled message", StringComparison.Ordinal);
            if (isIncident)
                Belongings.Find<Incidents>(Context.System)?.Enqueue(logEvent);
        }
    }

    /// <summary>Fills numbered and named holes, as the log adapter of the product does.</summary>
    private sealed class NamedHoles : ILogMessageFormatter
    {
        private static readonly Regex Hole = new(
            @"\{@?(?<name>\w+)(?<format>(,-?\d+)?(:[^}]*)?)\}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

        public string Format(string format, params object[] args) => Format(format, (IEnumerable<object>)args);

        public string Format(string format, IEnumerable<object> args)
        {
            var values = args.ToArray();
            var next = 0;
            return Hole.Replace(format, hole =>
            {
                var isNumber = int.TryParse(hole.Groups["name"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
                return string.Format(CultureInfo.InvariantCulture, "{0" + hole.Groups["format"].Value + "}", values[isNumber ? index : next++]);
            });
        }
    }
}
