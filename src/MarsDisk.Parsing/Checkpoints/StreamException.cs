using System.Globalization;

namespace MarsDisk.Parsing;

/// <summary>A stream failed where no result can carry the failure.</summary>
public sealed class StreamException : Exception
{
    /// <summary>The failure.</summary>
    public StreamException(StreamError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).Message) => Error = error;

    /// <summary>The failure of a parse, by the diagnostic that has ended it.</summary>
    public StreamException(IReadOnlyList<Diagnostic> diagnostics)
        : this(Last(diagnostics)) => Diagnostics = diagnostics;

    /// <summary>All that the parse has found; empty where nothing was parsed.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = [];

    /// <summary>The failure with its kind.</summary>
    public StreamError Error { get; }

    // What the source itself gets wrong has no kind of a stream; it cannot be read further, as bytes that do not decode.
    private static StreamError Last(IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var last = diagnostics[^1];
        var kind = (last.Extensions.GetValueOrDefault(StreamFields.Stream) as ExtensionMap)?.Values.GetValueOrDefault("kind");
        var message = string.Create(CultureInfo.InvariantCulture, $"{last.At.StartLine}:{last.At.StartColumn} {last.Code} {last.Message}");
        return new(kind as StreamErrorKind? ?? StreamErrorKind.DecoderFailed, message);
    }
}
