namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>A system whose snapshots go through the plugin into a folder.</summary>
public abstract class StoreSpec : ActorSpec
{
    private static readonly Dictionary<Type, Type> AllSerializers = new()
    {
        [typeof(Note)] = typeof(NoteSerializer),
        [typeof(LongNote)] = typeof(LongNoteSerializer),
    };

    private static readonly Dictionary<Type, Type> NoSerializers = [];
    private static readonly TimeSpan ClosingPatience = TimeSpan.FromSeconds(20);

    private readonly string _folder;
    private readonly List<ActorSystem> _systems = [];

    private protected StoreSpec(string[] settings, string[]? journal = null) : this(Directory.CreateTempSubdirectory("marsdisk-akka-").FullName, settings, journal)
    {
    }

    private StoreSpec(string folder, string[] settings, string[]? journal) : base(SetupOf(folder, settings, journal))
    {
        _folder = folder;
        _systems.Add(Sys);
        Listener = CreateTestProbe();
    }

    protected TestProbe Listener { get; }

    /// <summary>Blobs of the store.</summary>
    protected IReadOnlyList<string> BodyFiles() => [.. Directory.EnumerateFiles(_folder, "*.mdsnap", SearchOption.AllDirectories)];

    /// <summary>An actor that has recovered; what it was offered, or null.</summary>
    protected (IActorRef Keeper, object? Offered) Open(string id = "keeper")
    {
        var listener = Listener.Ref;
        var keeper = ActorOf(Props.Create(() => new Keeper(id, listener)));
        var first = Listener.ExpectMsg<object>();
        if (first is "recovered" || first is string)
            return (keeper, first is "recovered" ? null : first);
        Listener.ExpectMsg("recovered");
        return (keeper, first);
    }

    /// <summary>Another system over the same folder.</summary>
    protected ActorSystem NewSystemHere(bool hasSerializers, params string[] settings)
    {
        var system = NewSystem("other", SetupOf(_folder, settings, null, hasSerializers));
        _systems.Add(system);
        return system;
    }

    protected void Close(IActorRef keeper)
    {
        Watch(keeper);
        Sys.Stop(keeper);
        ExpectTerminated(keeper);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Assert.True(Task.WhenAll(_systems.Select(PluginCores.ClosedAsync)).Wait(ClosingPatience), "The stores are not closed.");
        Directory.Delete(_folder, recursive: true);
    }

    private static SpecSetup SetupOf(string folder, string[] settings, string[]? journal, bool hasSerializers = true)
    {
        var section = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["file.root"] = Path.Combine(folder, "store"),
            ["file.durability"] = "none",
            ["temp.dir"] = folder,
            ["temp.min-free-bytes"] = "0B",
        };
        Add(section, settings);
        var journalSection = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(journalSection, journal ?? []);
        return new SpecSetup
        {
            SnapshotStore = typeof(OffloadSnapshotStore),
            SnapshotSettings = section,
            JournalSettings = journalSection,
            Serializers = hasSerializers ? AllSerializers : NoSerializers,
        };
    }

    private static void Add(Dictionary<string, string> section, string[] settings)
    {
        foreach (var (key, value) in SectionText.Read(string.Join('\n', settings)))
            section[key] = value;
    }
}
