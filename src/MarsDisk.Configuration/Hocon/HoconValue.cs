using System.Text;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Hocon;

/// <summary>A value as it was written, with the place where it begins.</summary>
internal abstract record HoconValue(Place Place);

/// <summary>Members in braces. A key may be a path; members of equal paths are kept apart, so that a reader can object.</summary>
internal sealed record HoconObject(Place Place, IReadOnlyList<HoconMember> Members) : HoconValue(Place);

/// <summary>One member: its path in words, the place of its key, its value.</summary>
internal sealed record HoconMember(IReadOnlyList<string> Path, Place Place, HoconValue Value);

/// <summary>Values in brackets.</summary>
internal sealed record HoconArray(Place Place, IReadOnlyList<HoconValue> Items) : HoconValue(Place);

/// <summary>Text: literal pieces and substitutions one behind the other.</summary>
internal sealed record HoconScalar(Place Place, IReadOnlyList<HoconPart> Parts) : HoconValue(Place)
{
    /// <summary>The whole text when nothing has to be substituted.</summary>
    public string? Literal => Parts is [{ Substitution: null } only] ? only.Text : null;

    /// <summary>The scalar as it would be written again, for messages and for <c>config show</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
            text.Append(part.Substitution is { } path ? $"${{{(part.IsOptional ? "?" : "")}{path}}}" : part.Text);
        return text.ToString();
    }
}

/// <summary>A literal piece, or a substitution by the path (or variable) that it names.</summary>
internal readonly record struct HoconPart(Place Place, string Text, string? Substitution, bool IsOptional, bool IsQuoted);
