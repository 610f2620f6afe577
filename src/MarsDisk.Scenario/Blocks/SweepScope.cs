using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Blocks;

/// <summary>An open sweep. Never stored: it is one unit.</summary>
/// <param name="id">Its id.</param>
/// <param name="head">Where its head stands.</param>
internal sealed class SweepScope(string id, SourceSpan head)
{
    public string Id => id;

    public SourceSpan Head => head;

    public List<SweepAxis> Axes { get; } = [];

    public Dictionary<string, SourceSpan> Varied { get; } = new(StringComparer.Ordinal);

    public AssignmentList Options { get; } = new();

    /// <summary>Runs that the axes so far span.</summary>
    public long Points { get; set; } = 1;

    /// <summary>The run that is repeated, once its block has ended.</summary>
    public SweepTemplate? Template { get; set; }

    /// <summary>A line of it was wrong, so that it is not emitted.</summary>
    public bool IsBroken { get; set; }
}

/// <summary>An open <c>config</c> block. Never stored: it is one unit.</summary>
/// <param name="head">Where its head stands.</param>
internal sealed class ConfigScope(SourceSpan head)
{
    public SourceSpan Head => head;

    public AssignmentList Assignments { get; } = new();

    /// <summary>A line of it was wrong, so that it is not emitted.</summary>
    public bool IsBroken { get; set; }
}
