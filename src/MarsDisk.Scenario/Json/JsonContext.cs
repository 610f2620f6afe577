using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Json;

/// <summary>What the twin remembers between two lines: the blocks of the text grammar. A line is always one physical line.</summary>
/// <param name="scenario">The open blocks.</param>
internal sealed class JsonContext(ScenarioContext scenario) : GrammarContext
{
    /// <summary>The open blocks.</summary>
    public ScenarioContext Scenario => scenario;

    /// <summary>Tokens of the present line.</summary>
    public JsonLine Line { get; } = new();

    /// <inheritdoc/>
    // The limit of a row is one of its text; a line of rows has many.
    public override FrameMode Mode => FrameMode.Logical;

    /// <inheritdoc/>
    public override bool IsSafePoint => scenario.IsSafePoint;

    /// <inheritdoc/>
    public override SourceSpan? OpenUnit => scenario.OpenUnit;

    /// <inheritdoc/>
    public override string TraceLabel => scenario.TraceLabel;

    /// <inheritdoc/>
    public override int WriteTo(Span<byte> destination) => scenario.WriteTo(destination);
}
