using System.Text;
using MarsDisk.Scenario.Editing;

namespace MarsDisk.Scenario.Tests.Editing;

/// <summary>Edits as people and accidents make them: characters, lines, braces, moved pieces, broken bytes.</summary>
internal sealed class RandomEdits(int seed)
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "}", "{", "\n", "\r\n", "\"", "\\", "\\\n", "#", "# note\n", " ", "7", ".", "-", "e", "=", "\t", "}\n", "end\n", "µ", "🪐",
            "at 0.2 yr flush\n", "at end snapshot\n", "every 1 day snapshot\n", "expect end mass.total < 1\n", "until = 2 yr\n",
            "run \"b\" {\n", "run \"c\"\n", "sweep \"s\" {\n", "config {\n", "table q (T: K, Q: 1) linear {\n", "set radiation.TM_K = 4000 K\n",
            "drive (time: day, radiation.TM_K: K) linear {\n", "1 2\n", "5000, 0.5\n", "0.125 1 2\n", "wait all\n", "pause \"a\"\n",
            "at 1 yr pause\n", "at 1 yr resume\n", "at 3 day fault delay \"aggregation\", for = 5 s\n",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3], [0x00], [0xEF, 0xBB, 0xBF],
    ];

    private readonly Random _random = new(seed);

    /// <summary>One to three edits, each on the text after the one before.</summary>
    public TextEdit[] Next(ReadOnlySpan<byte> text)
    {
        var edits = new TextEdit[_random.Next(4) == 0 ? _random.Next(2, 4) : 1];
        var length = text.Length;
        for (var i = 0; i < edits.Length; i++)
        {
            edits[i] = Edit(text, length);
            length += (int)edits[i].Shift;
        }

        return edits;
    }

    private TextEdit Edit(ReadOnlySpan<byte> text, int length)
    {
        var start = _random.Next(length + 1);
        return _random.Next(8) switch
        {
            0 => new TextEdit(start, Math.Min(length - start, _random.Next(1, 4)), default),
            1 => new TextEdit(start, Math.Min(length - start, _random.Next(200)), default),
            2 => new TextEdit(start, Math.Min(length - start, _random.Next(40)), Pieces[_random.Next(Pieces.Length)]),
            3 when text.Length > 0 => new TextEdit(start, 0, Copy(text)),
            _ => new TextEdit(start, 0, Pieces[_random.Next(Pieces.Length)]),
        };
    }

    private byte[] Copy(ReadOnlySpan<byte> text)
    {
        var first = _random.Next(text.Length);
        return text.Slice(first, Math.Min(text.Length - first, _random.Next(120))).ToArray();
    }
}
