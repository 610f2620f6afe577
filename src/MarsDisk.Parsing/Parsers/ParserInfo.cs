using System.Text;

namespace MarsDisk.Parsing;

/// <summary>What a parser is in a grammar.</summary>
public enum ParserInfoKind : byte
{
    /// <summary>A part without a name.</summary>
    Anonymous,

    /// <summary>A named rule.</summary>
    Rule,

    /// <summary>A whole word.</summary>
    Keyword,

    /// <summary>Exact text.</summary>
    Symbol,

    /// <summary>One of a class of texts.</summary>
    Token,
}

/// <summary>Name and number of a parser.</summary>
/// <param name="Id">Stable hash of the qualified name: the key of stored replies and profiles. 0: no name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its qualified name.</param>
/// <param name="Doc">What it reads, for people; null if nobody wrote it down.</param>
/// <param name="Children">The rules that it uses directly.</param>
public sealed record ParserInfo(uint Id, ParserInfoKind Kind, string Name, string? Doc, IReadOnlyList<uint> Children)
{
    /// <summary>A parser without a name.</summary>
    public static readonly ParserInfo Anonymous = new(0, ParserInfoKind.Anonymous, "", null, []);

    /// <summary>The number of a name: FNV-1a over its UTF-8 bytes, the same in every process and version.</summary>
    /// <param name="name">The qualified name.</param>
    public static uint IdOf(string name)
    {
        const uint offsetBasis = 2166136261;
        const uint prime = 16777619;
        var hash = offsetBasis;
        foreach (var value in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ value) * prime;
        return hash;
    }
}
