using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Rows;

/// <summary>
/// Row after row, straight into the columns. The bytes that are no digits are found 64 at a time, so that what a number is made
/// of is counted and not looked for.
/// </summary>
internal static class ManyRows
{
    // Bytes whose kind is known from one look.
    private const int WindowBytes = 64;

    // From the start of a window to the last byte that is read.
    private const int BytesRead = 2 * WindowBytes + PointedDigits.BytesRead;

    /// <summary>
    /// Reads rows as long as each is what <see cref="RowReader.TryRead"/> commits without a warning. A row near the end of the
    /// bytes is left to others, as is one with anything unusual.
    /// </summary>
    public static void Read(ReadOnlySpan<byte> lines, ParseLimits limits, TableScope table, ref RowRun run)
    {
        if (limits.MaxNumberBytes < PointedDigits.BytesRead + 1)
            return;
        do
        {
            AlikeRows.Read(lines, table, ref run);
        }
        while (ReadAny(lines, limits, table, ref run));
        table.Rows += run.Count;
    }

    // Reads until a row must be left to others, or until the rows begin to be alike: only then true. Compiled once and for good,
    // so that the first table does not shape it for the others.
    [SuppressMessage("Design", "MA0051", Justification = "One loop over bytes: in parts it would lose its registers.")]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool ReadAny(ReadOnlySpan<byte> lines, ParseLimits limits, TableScope table, ref RowRun run)
    {
        ref var text = ref MemoryMarshal.GetReference(lines);
        ref var orders = ref PointedDigits.FirstOrder;
        nint last = lines.Length - BytesRead;
        nint stride = run.Stride * sizeof(double);
        var columns = table.Values.Length;
        var rowsMax = run.RowsMax;
        nint line = run.Bytes;
        uint separator = ' ';
        var count = run.Count;
        var layout = table.Layout;
        var isAlike = false;
        var settled = run.Digest;
        var digest = settled;
        while (count < rowsMax && line <= last && !isAlike)
        {
            var at = line;
            var window = line;      // what follows is known up to 64 bytes behind it; then all seems to be digits
            var others = Others(ref text, line);
            var shape = others;
            ref var slot = ref Unsafe.Add(ref MemoryMarshal.GetReference(run.Values), count);
            var column = 0;
            nint end;
            uint next = ',';
            digest.BeginRow(columns);      // of the row before, in whose columns it is one ahead: it is known already
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

                    // The sign goes with the number, in case that has to be read in another way.
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

                slot = PointedDigits.Value(
                    ref Unsafe.Add(ref text, at), PointedDigits.Order(ref orders, whole, decimals), PointedDigits.Divisor(decimals, sign));

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
            isAlike = layout.Repeats(shape, (int)(lineEnd + 1 - line));
            line = lineEnd + 1;
            if (count++ == run.Count)
                digest = settled;
            else
                settled = digest;
        }

    Leave:
        run.Pass(count, (int)line, settled);
        return isAlike && layout.Learn(lines[run.LastLine..run.Bytes], run.LastEnd - run.LastLine);
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
