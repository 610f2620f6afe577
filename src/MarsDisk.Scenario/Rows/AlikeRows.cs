using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;

namespace MarsDisk.Scenario.Rows;

/// <summary>Rows that differ from the one before in nothing but their digits: one comparison for all that is no number.</summary>
internal static class AlikeRows
{
    // Compiled once and for good, so that the first table does not shape it for the others.
    /// <summary>Reads rows as long as they have the layout of the table and are in order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Read(ReadOnlySpan<byte> lines, TableScope table, ref RowRun run)
    {
        var layout = table.Layout;
        if (!layout.IsKnown)
            return;
        var columns = table.Values.Length;
        nint stride = run.Stride * sizeof(double);
        nint length = layout.Length;
        var last = lines.Length - length - RowLayout.BlockBytes;
        nint line = run.Bytes;
        var count = run.Count;
        var settled = run.Digest;
        var digest = settled;
        var isAlike = true;
        for (; count < run.RowsMax && line <= last; line += length)
        {
            ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(lines), line);
            isAlike = IsAlike(ref row, layout, length);
            if (!isAlike)
                break;

            digest.BeginRow(columns);      // of the row before, in whose columns it is one ahead: it is known already
            ref var slot = ref Unsafe.Add(ref MemoryMarshal.GetReference(run.Values), count);
            ref var first = ref slot;
            ref var field = ref MemoryMarshal.GetReference(layout.Fields);
            for (var column = columns; column > 0; column--)
            {
                slot = PointedDigits.Value(ref Unsafe.Add(ref row, field.Start), field.Order, field.Divisor);
                digest.AbsorbValue(Unsafe.Add(ref slot, -1));
                slot = ref Unsafe.AddByteOffset(ref slot, stride);
                field = ref Unsafe.Add(ref field, 1);
            }

            if (!(first > table.LastKey) || first < table.EventKey)
                break;
            table.LastKey = first;
            if (count++ == run.Count)
                digest = settled;
            else
                settled = digest;
        }

        layout.Note(count - run.Count);
        if (count > run.Count)
        {
            run.LastLine = (int)(line - length);
            run.LastEnd = run.LastLine + layout.LastEnd;
            run.Pass(count, (int)line, settled);
        }

        if (!isAlike)
            layout.Forget();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAlike(ref byte row, RowLayout layout, nint length)
    {
        ref var least = ref MemoryMarshal.GetReference(layout.Least);
        ref var width = ref MemoryMarshal.GetReference(layout.Width);
        for (nint at = 0; at < length; at += RowLayout.BlockBytes)
        {
            var above = Vector256.LoadUnsafe(ref row, (nuint)at) - Vector256.LoadUnsafe(ref least, (nuint)at);
            if (Vector256.GreaterThanAny(above, Vector256.LoadUnsafe(ref width, (nuint)at)))
                return false;
        }

        return true;
    }
}
