using System.Buffers.Text;

namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>The rows of a toy table: at most eight numbers, separated by blanks.</summary>
internal static class ToyRows
{
    private const int ColumnsMax = 8;

    public static Reply Read(in ToyFrame frame, ToyContext toy)
    {
        var row = frame.Bytes;
        if (row.Length == 1 && row[0] == '}')
        {
            toy.Table = null;
            return frame.Commit("}");
        }

        Span<double> values = stackalloc double[ColumnsMax];
        var count = 0;
        for (var at = 0; at < row.Length;)
        {
            if (!Utf8Parser.TryParse(row[at..], out values[count], out var used))
                return frame.Error("scn.table.bad_number", at, row.Length);
            count++;
            at += used + 1;
        }

        if (count > 0)
            frame.Emitter.CommitRow(frame.Span, toy.Table!, values[..count]);
        return ToyFrame.Ok;
    }
}
