using System.Globalization;

namespace MarsDisk.Parsing.Tests.Statements;

public sealed class TranscriptDigestTests
{
    [Fact]
    public void Has_the_four_values_of_the_specification()
    {
        var digest = TranscriptDigest.Start;
        Assert.Equal("243f6a8885a308d313198a2e03707344", Hex(digest));

        var row = digest;
        row.AbsorbRow([0, 4000]);
        Assert.Equal("ebca036005bdefbf389c0398f8c1f61f", Hex(row));

        digest.AbsorbStatement("scenario \"x\" version 1"u8);
        Assert.Equal("07200ed99ba582d1ee33ad3920ab8993", Hex(digest));

        digest.AbsorbRow([0, 4000]);
        digest.AbsorbDiagnostic("scn.syntax.expected", new(48, 51, 1, 1, 1, 4));
        digest.AbsorbStatement("end"u8);
        Assert.Equal("d1ffaa3a14084b0ee75ee77cae33f564", Hex(digest));
        Assert.Equal(digest.Value, TranscriptDigest.From(digest.Value).Value);
    }

    private static string Hex(TranscriptDigest digest) => digest.Value.ToString("x32", CultureInfo.InvariantCulture);
}
