using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace MarsDisk.Parsing;

/// <summary>
/// A running value over units in two lanes of 64 bits. Guards against mistakes, not against adversaries: equal digests are the
/// practical test that two parses have read the same.
/// </summary>
internal struct TranscriptDigest
{
    private const ulong StatementTag = 1;
    private const ulong RowTag = 2;
    private const ulong DiagnosticTag = 3;
    private const int LengthShift = 8;

    private ulong _a;
    private ulong _b;

    private TranscriptDigest(ulong a, ulong b) => (_a, _b) = (a, b);

    /// <summary>Nothing absorbed: the first binary digits of π.</summary>
    public static TranscriptDigest Start => new(0x243F6A8885A308D3, 0x13198A2E03707344);

    public readonly UInt128 Value => new(_a, _b);

    public static TranscriptDigest From(UInt128 value) => new((ulong)(value >> 64), (ulong)value);

    public void AbsorbStatement(ReadOnlySpan<byte> canonicalText) => AbsorbText(StatementTag, canonicalText);

    public void AbsorbRow(ReadOnlySpan<double> values)
    {
        var lanes = this;      // in registers: the loop is the longest chain of a row
        lanes.BeginRow(values.Length);
        foreach (var value in values)
            lanes.AbsorbValue(value);
        this = lanes;
    }

    /// <summary>A row of so many values follows, which are absorbed one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginRow(int columns) => Absorb(RowTag + ((ulong)columns << LengthShift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AbsorbValue(double value) => Absorb(BitConverter.DoubleToUInt64Bits(value));

    public void AbsorbDiagnostic(string code, in SourceSpan at)
    {
        AbsorbText(DiagnosticTag, Encoding.UTF8.GetBytes(code));
        Absorb((ulong)at.Start);
        Absorb((ulong)at.End);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong value, ulong factor)
    {
        // The lower half by a second product: the one that comes with the upper half goes through memory.
        var upper = Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(value, factor) : Math.BigMul(value, factor, out _);
        return upper ^ (value * factor);
    }

    private void AbsorbText(ulong tag, ReadOnlySpan<byte> text)
    {
        var lanes = this;
        lanes.Absorb(tag + ((ulong)text.Length << LengthShift));
        var rest = text;
        while (rest.Length >= sizeof(ulong))
        {
            lanes.Absorb(BinaryPrimitives.ReadUInt64LittleEndian(rest));
            rest = rest[sizeof(ulong)..];
        }

        if (!rest.IsEmpty)
            lanes.Absorb(LastWord(text, rest.Length));
        this = lanes;
    }

    // The last bytes with zeros behind them: the upper bytes of the last eight, if there are so many.
    private static ulong LastWord(ReadOnlySpan<byte> text, int count)
    {
        if (text.Length >= sizeof(ulong))
            return BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]) >> (8 * (sizeof(ulong) - count));
        ulong word = 0;
        for (var index = text.Length - 1; index >= 0; index--)
            word = (word << 8) | text[index];
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Absorb(ulong word)
    {
        _a = Fold((_a ^ word) + 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93);
        _b = Fold((_b ^ word) + 0xC2B2AE3D27D4EB4F, 0xA0761D6478BD642F);
    }
}
