using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Blocks;

/// <summary>How far a run block has come. Lines of an earlier phase are out of order.</summary>
internal enum RunPhase : byte
{
    Settings,
    Rules,
    TimeLine,
    Final,
}

/// <summary>An open run, or the template of a sweep.</summary>
/// <param name="id">Its id, or the template of the ids.</param>
/// <param name="head">Where its head stands.</param>
internal sealed class RunScope(string id, SourceSpan head)
{
    public string Id => id;

    public SourceSpan Head { get; set; } = head;

    /// <summary>From the head to the last setting.</summary>
    public SourceSpan Settings { get; set; } = head;

    public RunPhase Phase { get; set; }

    public bool HasDriver { get; set; }

    /// <summary>The head and its settings have been emitted.</summary>
    public bool IsOpened { get; set; }

    public AssignmentList Options { get; } = new();

    public AssignmentList Overrides { get; } = new();

    /// <summary>Latest time of an event or row, in a unit of time.</summary>
    public Quantity? Latest { get; set; }

    /// <summary>Latest time in orbits, whose length is not known yet.</summary>
    public Quantity? LatestOrbits { get; set; }

    /// <summary>The clock stands since this time, until a resume.</summary>
    public Quantity? PausedAt { get; set; }

    /// <summary>Where the first rule stands: a setting belongs above it.</summary>
    public Position? FirstRule { get; set; }

    /// <summary>Where the first event or the driver stands: a rule belongs above it.</summary>
    public Position? FirstEvent { get; set; }

    /// <summary>An event at a time is in order here, whatever it does.</summary>
    public bool TakesEvents => IsOpened && !HasDriver && Phase < RunPhase.Final && !PausedAt.HasValue;

    /// <summary>Rules and events of a template; empty for a run.</summary>
    public List<ScenarioStatement> Body { get; } = [];

    /// <summary>The newest of them.</summary>
    public ScenarioStatement? Newest => Body.Count == 0 ? null : Body[^1];

    /// <summary>The latest time that a time can be compared with.</summary>
    public Quantity? LatestLike(in Quantity time) => time.IsSeconds ? Latest : LatestOrbits;

    public void Pass(in Quantity time)
    {
        if (time.IsSeconds)
            Latest = time;
        else
            LatestOrbits = time;
    }
}
