using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Grammar;

/// <summary>
/// Row after row without a look back. The bytes that are no digits are found 64 at a time, so that what a number is made of is
/// counted and not looked for.
/// </summary>
internal static class RowRunReader
{
    // Bytes whose kind is known from one look.
    private const int WindowBytes = 64;

    // From the start of a window to the last byte that is read.
    private const int BytesRead = 2 * WindowBytes + PointedDigits.BytesRead;

    /// <summary>
    /// Reads rows as long as each is what <see cref="RowReader.TryRead"/> commits without a warning. A row near the end of the
    /// bytes is left to others, as is one with anything unusual.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]      // not into a guard against exceptions, which would cost all registers
    public static void Read(ReadOnlySpan<byte> lines, ParseLimits limits, TableScope table, ref RowRun run)
    {
        if (lines.Length < BytesRead || limits.MaxNumberBytes < PointedDigits.BytesRead + 1)
            return;
        ref var text = ref MemoryMarshal.GetReference(lines);
        ref var orders = ref PointedDigits.FirstOrder;
        nint last = lines.Length - BytesRead;
        nint stride = run.Stride * sizeof(double);
        var columns = table.Values.Length;
        var rowsMax = run.RowsMax;
        nint line = 0;
        uint separator = ' ';
        var count = 0;
        var settled = run.Digest;
        var digest = settled;
        while (count < rowsMax && line <= last)
        {
            var at = line;
            var window = line;
            var others = Others(ref text, line);
            ref var slot = ref Unsafe.Add(ref MemoryMarshal.GetReference(run.Values), count);
            var column = 0;
            nint end;
            uint next = ',';
            digest.BeginRow(columns);
            while (true)
            {
                nint sign = 0;
                if ((others & 1) != 0)
                {
                    byte found;
                    while ((found = Unsafe.Add(ref text, at)) is (byte)' ' or (byte)'\t' || (found == ',' && next != ','))
                    {
                        next = found == ',' ? found : next;
                        others >>= 1;
                        if (++at > last)
                            goto Leave;
                    }

                    if (found == '-')
                    {
                        sign = PointedDigits.Negative;
                        at++;
                        others >>= 1;
                    }

                    if ((others & 1) != 0)
                        goto Unusual;
                }

                var whole = DigitsBefore(others);
                nint decimals = 0;
                end = at + whole;
                others >>= (int)whole;
                if (Unsafe.Add(ref text, end) == '.')
                {
                    others >>= 1;
                    decimals = DigitsBefore(others);
                    end += decimals + 1;
                    others >>= (int)decimals;
                }

                if (whole + decimals > PointedDigits.Max)
                    goto Unusual;
                next = Unsafe.Add(ref text, end);
                if (next != separator && next != '\n')
                {
                    if (next > ',')
                        goto Unusual;
                    if (next is ' ' or ',' or '\t')
                        separator = next;
                }

                slot = PointedDigits.Value(ref Unsafe.Add(ref text, at), ref orders, whole, decimals, sign);

            Store:
                digest.AbsorbValue(Unsafe.Add(ref slot, -1));
                if (++column == columns)
                    break;
                slot = ref Unsafe.AddByteOffset(ref slot, stride);
                at = end + 1;
                others >>= 1;
                if (next == separator)
                    continue;
                goto Leave;

            Unusual:
                if (sign != 0)
                    at--;
                if (at > last)
                    goto Leave;
                if (at != window)
                {
                    window = at;
                    others = Others(ref text, at);
                    continue;
                }

                end = Long(lines, (int)at, limits.MaxNumberBytes, out slot);
                if (end < 0 || end > last)
                    goto Leave;
                window = end;
                others = Others(ref text, end);
                next = Unsafe.Add(ref text, end);
                if (next is ' ' or ',' or '\t')
                    separator = next;
                goto Store;
            }

            var lineEnd = next == '\n' ? end : End(lines, (int)end, limits.MaxRowBytes);
            var key = run.Values[count];
            if (lineEnd < 0 || lineEnd - line > limits.MaxRowBytes || !(key > table.LastKey) || key < table.EventKey)
                break;
            table.LastKey = key;
            run.LastLine = (int)line;
            run.LastEnd = (int)end;
            line = lineEnd + 1;
            if (count++ == 0)
                digest = settled;
            else
                settled = digest;
        }

    Leave:
        run.Count = count;
        run.Bytes = (int)line;
        table.Rows += count;
        if (count > 0)
        {
            settled.BeginRow(columns);
            for (var column = 0; column < columns; column++)
                settled.AbsorbValue(run.Values[column * run.Stride + count - 1]);
            run.Digest = settled;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint DigitsBefore(ulong others)
        => Bmi1.X64.IsSupported ? (nint)Bmi1.X64.TrailingZeroCount(others) : BitOperations.TrailingZeroCount(others);

    // A bit for each byte that is no digit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Others(ref byte text, nint at)
    {
        ref var first = ref Unsafe.Add(ref text, at);
        var low = Vector256.LoadUnsafe(ref first) - Vector256.Create((byte)'0');
        var high = Vector256.LoadUnsafe(ref first, (nuint)Vector256<byte>.Count) - Vector256.Create((byte)'0');
        var nine = Vector256.Create((byte)9);
        return Vector256.GreaterThan(low, nine).ExtractMostSignificantBits()
            | ((ulong)Vector256.GreaterThan(high, nine).ExtractMostSignificantBits() << 32);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Long(ReadOnlySpan<byte> lines, int at, int bytesMax, out double value)
        => NumberReader.Read(lines, ref at, bytesMax, out value) == NumberResult.Read && double.IsFinite(value) ? at : -1;

    // Index of the line end behind the last number; -1 if anything but blanks and a plain comment is in between.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int End(ReadOnlySpan<byte> lines, int at, int rowBytesMax)
    {
        var rest = lines.Slice(at, Math.Min(lines.Length - at, rowBytesMax));
        var length = rest.IndexOf((byte)'\n');
        if (length < 0)
            return -1;
        rest = rest[..length].TrimStart(" \t"u8);
        if (rest.EndsWith("\r"u8))
            rest = rest[..^1];
        return rest.IsEmpty || (rest[0] == '#' && FrameScan.IsPlain(rest)) ? at + length : -1;
    }
}
