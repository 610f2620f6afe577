using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Units;

/// <summary>Reads units: <c>kg/m^2/s</c>, from left to right, each atom with an exponent of its own.</summary>
internal static class UnitReader
{
    private const int ExpressionBytesMax = 128;

    /// <summary>Bytes of the unit expression at the start of a text: names, µ, %, <c>* / ^ -</c> and digits behind <c>^</c>.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        var at = Atom(text);
        while (at > 0)
        {
            if (at >= text.Length || text[at] is not ((byte)'*' or (byte)'/'))
                return at;
            var next = Atom(text[(at + 1)..]);
            if (next == 0)
                return at;
            at += 1 + next;
        }

        return 0;
    }

    /// <summary>The unit at the cursor if there is a known one; the cursor passes it. Does not fail.</summary>
    public static bool TryRead(scoped ref FrameCursor cursor, out UnitExpr unit)
    {
        var text = cursor.Bytes[cursor.At..];
        var length = Length(text);
        if (length == 0)
        {
            unit = UnitExpr.None;
            return false;
        }

        if (!Find(text[..length], cursor.Names, out unit))
            return false;
        cursor.At += length;
        return true;
    }

    /// <summary>The first atom of an expression that is no unit, or the whole expression if only its factor is out of range.</summary>
    public static (int Start, int End) Unknown(ReadOnlySpan<byte> expression)
    {
        var at = 0;
        while (at < expression.Length)
        {
            var length = expression[at..].IndexOfAny((byte)'*', (byte)'/') is var border and >= 0 ? border : expression.Length - at;
            if (!TryAtom(Encoding.UTF8.GetString(expression.Slice(at, length)), out _, out _))
                return (at, at + length);
            at += length + 1;
        }

        return (0, expression.Length);
    }

    private static bool Find(ReadOnlySpan<byte> text, ParseNames names, out UnitExpr unit)
    {
        unit = UnitWords.Find(text)!;
        if (unit is not null)
            return true;
        unit = UnitExpr.None;
        if (text.IndexOfAny("*/^"u8) < 0)
            return false;
        if (names.FindUnit(text) is { } known)
        {
            unit = known;
            return true;
        }

        if (text.Length > ExpressionBytesMax || !TryBuild(Encoding.UTF8.GetString(text), out unit))
            return false;
        names.KeepUnit(text, unit);
        return true;
    }

    /// <summary>The unit of a text, for whoever has one that is not part of a scenario.</summary>
    public static bool TryBuild(string text, out UnitExpr unit)
    {
        unit = UnitExpr.None;
        Span<sbyte> dimension = stackalloc sbyte[UnitExpr.None.Dimension.Length];
        var canonical = new StringBuilder();
        var (factor, power, at) = (1.0, 0, 0);
        while (true)
        {
            var isDivided = at > 0 && text[at - 1] == '/';
            var end = text.AsSpan(at).IndexOfAny('*', '/') is var border and >= 0 ? at + border : text.Length;
            if (!TryAtom(text[at..end], out var atom, out var exponent))
                return false;
            canonical.Append(atom.Text);
            if (exponent != 1)
                canonical.Append(CultureInfo.InvariantCulture, $"^{exponent}");
            var signed = isDivided ? -exponent : exponent;
            power += signed * atom.PowerOfTen;
            for (var i = 0; i < Math.Abs(signed); i++)
                factor = signed > 0 ? factor * atom.Factor : factor / atom.Factor;
            for (var i = 0; i < dimension.Length; i++)
            {
                var sum = dimension[i] + signed * atom.Dimension[i];
                if (sum is < sbyte.MinValue or > sbyte.MaxValue)
                    return false;
                dimension[i] = (sbyte)sum;
            }

            if (end == text.Length)
                break;
            canonical.Append(text[end]);
            at = end + 1;
        }

        unit = UnitTable.Find(canonical.ToString()) ?? UnitExpr.Of(canonical.ToString(), ImmutableArray.Create<sbyte>(dimension), factor, power);
        return double.IsFinite(unit.ToSi) && unit.ToSi > 0;
    }

    private static bool TryAtom(string text, out UnitExpr atom, out int exponent)
    {
        var caret = text.IndexOf('^', StringComparison.Ordinal);
        exponent = 1;
        atom = UnitTable.Find(caret < 0 ? text : text[..caret]) ?? UnitExpr.None;
        if (ReferenceEquals(atom, UnitExpr.None))
            return false;
        return caret < 0
            || (int.TryParse(text.AsSpan(caret + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                && exponent is >= sbyte.MinValue and <= sbyte.MaxValue);
    }

    private static int Atom(ReadOnlySpan<byte> text)
    {
        var at = 0;
        if (text.StartsWith("µ"u8) || text.StartsWith("μ"u8))
            at = 2;
        else if (text.StartsWith("%"u8))
            at = 1;
        else if (text.IsEmpty || !ByteClass.Is(text[0], ByteClass.Start))
            return 0;
        while (at < text.Length && ByteClass.Is(text[at], ByteClass.Name))
            at++;
        if (at + 1 >= text.Length || text[at] != '^')
            return at;
        var digits = text[at + 1] == '-' ? at + 2 : at + 1;
        var end = digits;
        while (end < text.Length && ByteClass.IsDigit(text[end]))
            end++;
        return end > digits ? end : at;
    }
}
