using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario;

/// <summary>What the grammar of scenarios remembers between two frames: the open blocks, at most three deep, and no list of names.</summary>
public sealed class ScenarioContext : GrammarContext
{
    // Safe points follow each other behind every batch of rows: one buffer serves all of them.
    private BinaryWriter? _saved;

    internal ScenarioContext()
    {
    }

    /// <inheritdoc/>
    public override FrameMode Mode => Skipping > 0 ? FrameMode.Discard
        : Table is not null ? FrameMode.Row
        : FrameMode.Logical;

    /// <inheritdoc/>
    public override bool IsSafePoint => Skipping == 0 && OpenUnit is null;

    /// <inheritdoc/>
    public override SourceSpan? OpenUnit => Config?.Head ?? Sweep?.Head ?? (Run is { IsOpened: false } run ? run.Head : null);

    /// <inheritdoc/>
    public override string TraceLabel => ContextLabel.Of(this);

    /// <summary>What the next line stands in.</summary>
    internal BlockKind Block => Table is { IsDriver: true } ? BlockKind.Driver
        : Table is not null ? BlockKind.Table
        : Sweep is not null ? (Run is null ? BlockKind.Sweep : BlockKind.Template)
        : Run is not null ? BlockKind.Run
        : Config is not null ? BlockKind.Config
        : BlockKind.Top;

    internal string? ScenarioName { get; set; }

    /// <summary>The header was seen, or its absence was reported.</summary>
    internal bool HasHeader { get; set; }

    internal bool HasEnded { get; set; }

    /// <summary>Text behind <c>end</c> was reported; the rest is not looked at.</summary>
    internal bool IsClosed { get; set; }

    internal ConfigScope? Config { get; set; }

    internal SweepScope? Sweep { get; set; }

    internal RunScope? Run { get; set; }

    internal TableScope? Table { get; set; }

    /// <summary>Blocks whose closing brace has still to come before lines count again; 0 if none is skipped.</summary>
    internal int Skipping { get; set; }

    /// <summary>Settings of the parse, known from its first frame on.</summary>
    internal RunConfig Settings { get; set; } = new();

    internal ParseNames Names { get; } = new();

    /// <summary>Whether the next frame means the same in both: everything but the places of open blocks and the
    /// number of rows is equal.</summary>
    /// <param name="other">A context at a safe point, as this one.</param>
    public bool Agrees(ScenarioContext other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ContextWriter.ToArray(this, hasPlaces: false).AsSpan().SequenceEqual(ContextWriter.ToArray(other, hasPlaces: false));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">This is no safe point.</exception>
    public override int WriteTo(Span<byte> destination)
    {
        if (!IsSafePoint)
            throw new InvalidOperationException("A context is stored at safe points only.");
        _saved ??= new BinaryWriter(new MemoryStream(ContextWriter.BytesMax));
        var stream = (MemoryStream)_saved.BaseStream;
        stream.SetLength(0);
        ContextWriter.Write(_saved, this);
        _saved.Flush();
        stream.GetBuffer().AsSpan(0, (int)stream.Length).CopyTo(destination);
        return (int)stream.Length;
    }
}
