using System.Text;

namespace MarsDisk.Configuration.Yaml;

/// <summary>Turns the bytes of a configuration file into text: at most 1 MiB, valid UTF-8, no NUL.</summary>
internal static class YamlBytes
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads no more than the limit and one byte, so that an endless stream is refused as well.</summary>
    public static string? Read(Stream stream, string file, out Finding? refusal)
    {
        if (stream.CanSeek && stream.Length - stream.Position > YamlLimits.BytesMax)
        {
            refusal = TooLarge(file);
            return null;
        }

        var buffer = new byte[stream.CanSeek ? stream.Length - stream.Position : YamlLimits.BytesMax + 1];
        var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Decode(buffer.AsSpan(0, count), file, out refusal);
    }

    public static string? Decode(ReadOnlySpan<byte> bytes, string file, out Finding? refusal)
    {
        refusal = bytes.Length > YamlLimits.BytesMax ? TooLarge(file) : null;
        if (refusal is not null)
            return null;
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        try
        {
            var text = StrictUtf8.GetString(bytes);
            refusal = Check(text, file);
            return refusal is null ? text : null;
        }
        catch (DecoderFallbackException invalid)
        {
            var before = StrictUtf8.GetString(bytes[..FirstInvalid(bytes, invalid.Index)]);
            refusal = PlaceIn(before, before.Length, file).Error("YAML", "The file is not valid UTF-8.", "Save it as UTF-8.");
            return null;
        }
    }

    /// <summary>What is wrong with text that was decoded elsewhere; null if nothing is.</summary>
    public static Finding? Check(string text, string file)
    {
        if (text.Length > YamlLimits.BytesMax || Encoding.UTF8.GetByteCount(text) > YamlLimits.BytesMax)
            return TooLarge(file);
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        return nul < 0 ? null : PlaceIn(text, nul, file).Error("YAML", "The file contains a NUL character.");
    }

    private static Finding TooLarge(string file) =>
        new Place(file, 1, 1).Error("LIMIT", $"The file is larger than {YamlLimits.BytesMax} bytes.");

    // The index of the exception may lie behind the start of a broken sequence.
    private static int FirstInvalid(ReadOnlySpan<byte> bytes, int index)
    {
        var end = Math.Clamp(index, 0, bytes.Length);
        while (end > 0 && (bytes[end - 1] & 0x80) != 0)
            end--;
        return end;
    }

    private static Place PlaceIn(string text, int index, string file)
    {
        var before = text.AsSpan(0, index);
        return new Place(file, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}
