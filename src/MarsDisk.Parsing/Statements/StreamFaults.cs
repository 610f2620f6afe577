using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace MarsDisk.Parsing;

/// <summary>The sentences of errors that the runner itself finds.</summary>
internal static class StreamFaults
{
    public static Diagnostic LineTooLong(FrameMode mode, int limit, Position at)
    {
        var (name, thing) = mode == FrameMode.Row ? ("row_bytes", "row") : ("line_bytes", "line");
        return Limit(name, SourceSpan.At(at), $"The {thing} has more than {limit} bytes.");
    }

    public static Diagnostic UnitTooLong(long seen, int limit, in SourceSpan line)
        => Limit("statement_bytes", line, $"The statement has {seen} bytes, more than {limit}.");

    public static Diagnostic SourceTooLong(long limit, Position at)
        => Limit("source_bytes", SourceSpan.At(at), $"The source has more than {limit} bytes.");

    public static Diagnostic TooManyRows(long limit, in SourceSpan row)
        => Limit("rows", row, $"The source has more than {limit} rows.");

    public static Diagnostic TooMuchBuffered(long seen, int limit, Position at)
        => Limit("buffered_bytes", SourceSpan.At(at),
            $"{seen} bytes wait, more than {limit}: the source sends although it was asked to pause.");

    public static Diagnostic NotUtf8(string encoding)
        => Stream(StreamErrorKind.DecoderFailed, new("scn.encoding.not_utf8", Severity.Error,
            $"The source is {encoding}, expected UTF-8. Save it as UTF-8.", SourceSpan.At(new(0, 1, 1))));

    public static Diagnostic InvalidUtf8(byte found, Position at)
        => Stream(StreamErrorKind.DecoderFailed, new("scn.encoding.invalid_utf8", Severity.Error,
            string.Create(CultureInfo.InvariantCulture, $"Byte 0x{found:X2} at offset {at.Offset} is not UTF-8."), SourceSpan.At(at)));

    public static Diagnostic Defect(Exception cause, in SourceSpan frame)
        => new("scn.internal.exception", Severity.Error,
            $"The parser failed here: {cause.GetType().Name}: {cause.Message} This is a defect of the program.", frame);

    /// <summary>The one diagnostic of a stream that failed.</summary>
    public static Diagnostic Of(StreamError error, Position at)
    {
        var diagnostic = Stream(error.Kind, new("parser.stream.error", Severity.Error, error.Message, SourceSpan.At(at)));
        return error.Cause is { } cause ? WithCause(diagnostic, cause) : diagnostic;
    }

    private static Diagnostic Limit(string name, in SourceSpan at, string sentence)
        => Stream(StreamErrorKind.LimitExceeded, new("scn.limit." + name, Severity.Error,
            $"{sentence[..^1]} (limits max_{name}, offset {at.Start.ToString(CultureInfo.InvariantCulture)}).", at));

    private static Diagnostic Stream(StreamErrorKind kind, Diagnostic diagnostic)
        => diagnostic with { Extensions = diagnostic.Extensions.SetItem(StreamFields.Stream, new ExtensionMap(Fields("kind", kind))) };

    private static Diagnostic WithCause(Diagnostic diagnostic, JsonElement cause)
    {
        var map = (ExtensionMap)diagnostic.Extensions[StreamFields.Stream]!;
        return diagnostic with
        {
            Extensions = diagnostic.Extensions.SetItem(StreamFields.Stream, new ExtensionMap(map.Values.SetItem("cause", cause))),
        };
    }

    private static ImmutableDictionary<string, object?> Fields(string name, object value)
        => ImmutableDictionary.CreateRange<string, object?>(StringComparer.Ordinal, [new(name, value)]);
}
