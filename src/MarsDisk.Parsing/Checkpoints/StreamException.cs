namespace MarsDisk.Parsing;

/// <summary>A stream failed where no result can carry the failure.</summary>
public sealed class StreamException : Exception
{
    /// <summary>The failure.</summary>
    public StreamException(StreamError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).Message) => Error = error;

    /// <summary>The failure with its kind.</summary>
    public StreamError Error { get; }
}
