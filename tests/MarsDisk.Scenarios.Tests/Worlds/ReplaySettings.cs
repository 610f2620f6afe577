using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Parsing;

namespace MarsDisk.Scenarios.Worlds;

/// <summary>A scenario and the world that it is replayed in.</summary>
/// <param name="Name">Name of the scenario.</param>
/// <param name="Text">The scenario.</param>
internal sealed record ReplaySettings(string Name, string Text)
{
    /// <summary>Whether its faults act.</summary>
    public bool AreFaultsAllowed { get; init; }

    /// <summary>Whether reading goes on behind an error.</summary>
    public bool Collects { get; init; }

    /// <summary>How its bytes come.</summary>
    public Delivery Delivery { get; init; } = Delivery.AtOnce;

    /// <summary>What its parser takes it for.</summary>
    public ScenarioSource Source { get; init; } = new ScenarioSource.File("replayed.scenario");

    /// <summary>Patience of the parser.</summary>
    public ParserTimes Times { get; init; } = ParserTimes.Default;

    /// <summary>Marks of its flow control; null: those of the product.</summary>
    public FlowController? Flow { get; init; }

    /// <summary>Virtual time that the writer takes for each of its jobs.</summary>
    public TimeSpan WriterLatency { get; init; }

    /// <summary>Failures of a run in a row at the same commit after which it fails.</summary>
    public int RestartsMax { get; init; } = 5;

    /// <summary>When a journal is out of order.</summary>
    public JournalOutage? Outage { get; init; }

    /// <summary>Picks the turns; null: first come, first served.</summary>
    public SeededRandom? Order { get; init; }

    /// <summary>A scenario of this project.</summary>
    /// <param name="name">Its file name without its ending.</param>
    public static ReplaySettings Of(string name) => new(name, File.ReadAllText(Path.Combine(Root, $"{name}.scenario")))
    {
        AreFaultsAllowed = name is "faults" or "crashing",
        RestartsMax = name == "crashing" ? 1 : 5,
    };

    /// <summary>Folder of the scenarios and of their base configuration.</summary>
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Scenarios");
}
