using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Units;

namespace MarsDisk.Scenario.Reading;

/// <summary>Reads times: a number with a unit of time, or an ISO 8601 duration.</summary>
internal static class TimeReader
{
    private static readonly UnitExpr Year = UnitTable.Find("yr")!;
    private static readonly UnitExpr Day = UnitTable.Find("day")!;

    public static bool Read(scoped ref FrameCursor cursor, out Quantity time)
    {
        var start = cursor.At;
        if (cursor.Peek == 'P')
            return Duration(ref cursor, out time);
        time = default;
        switch (NumberReader.Read(cursor.Bytes, ref cursor.At, cursor.Limits.MaxNumberBytes, out var value))
        {
            case NumberResult.None:
                return cursor.Fail(Expected.Time);
            case NumberResult.TooLong:
                return LimitFindings.NumberBytes(ref cursor, start);
        }

        if (!double.IsFinite(value))
            return ValueFindings.NotFinite(ref cursor, start, cursor.At);
        cursor.SkipBlanks();
        if (Unit(ref cursor) is not { } unit)
            return cursor.FailAny(Expectations.TimeUnits);
        time = new(value, unit);
        return true;
    }

    private static bool Duration(scoped ref FrameCursor cursor, out Quantity time)
    {
        var length = DurationReader.Read(cursor.Bytes[cursor.At..], out time);
        if (length == 0)
            return ValueFindings.NoDuration(ref cursor);
        cursor.At += length;
        return true;
    }

    private static UnitExpr? Unit(scoped ref FrameCursor cursor)
    {
        var start = cursor.Here;
        var name = cursor.TakeName();
        UnitExpr? unit = name.Length switch
        {
            2 when name.SequenceEqual("yr"u8) => Year,
            3 when name.SequenceEqual("day"u8) => Day,
            1 when name[0] == 's' => UnitTable.Second,
            0 => null,
            _ => Rare(name),
        };
        if (unit is null)
            cursor.Return(start);
        return unit;
    }

    private static UnitExpr? Rare(ReadOnlySpan<byte> name)
    {
        foreach (var expected in Expectations.TimeUnits.AsSpan()[1..])
        {
            var text = Expectations.Text(expected);
            if (System.Text.Ascii.Equals(name, text))
                return UnitTable.Find(text);
        }

        return null;
    }
}
