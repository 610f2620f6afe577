using System.Diagnostics.CodeAnalysis;

namespace MarsDisk.Parsing;

/// <summary>All that changes during one parse of one window. Parsers themselves are immutable.</summary>
/// <param name="input">The window.</param>
/// <param name="config">Settings of the parse.</param>
[SuppressMessage("Design", "CA1051", Justification = "Parsers change the state at every byte; it lives on the stack of one parse.")]
public ref struct ParseState(Input input, RunConfig config)
{
    /// <summary>The window.</summary>
    public readonly Input Input = input;

    /// <summary>Settings, fixed at the start of the parse.</summary>
    public readonly RunConfig Config = config;

    /// <summary>Next byte, an index into the window.</summary>
    public int Cursor;

    /// <summary>One past the furthest index that influenced a reply; length + 1 when the end of the window itself did.</summary>
    public int Examined;

    /// <summary>How deep rules are nested.</summary>
    public int Depth;

    /// <summary>Gathers expectations; null on the first pass, where nothing is gathered.</summary>
    public FailureCollector? Failures;
}
