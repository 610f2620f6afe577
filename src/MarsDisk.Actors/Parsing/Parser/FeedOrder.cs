using MarsDisk.Actors.Messages;
using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>
/// What one life of a feed may send: bytes without gap, no more than were asked for, nothing behind the end. A violation is
/// a fault of the feeder, never of the source.
/// </summary>
internal sealed class FeedOrder
{
    private long _window;

    /// <summary>Which life of the feed is heard.</summary>
    public string FeedId { get; private set; } = "";

    /// <summary>End of what was received.</summary>
    public long End { get; private set; }

    /// <summary>Whether the source is complete.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Number of the last demand.</summary>
    public long Sequence { get; private set; }

    /// <summary>Whether a demand has no answer yet.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Messages of other lives, and other strays.</summary>
    public long Dropped { get; private set; }

    /// <summary>A new life of the feed begins at an offset.</summary>
    public void Begin(string feedId, long offset)
    {
        FeedId = feedId;
        End = offset;
        _window = 0;
        IsClosed = IsAsked = false;
    }

    /// <summary>The next demand.</summary>
    public Pull Ask(DemandHint demand, int windowBytes)
    {
        if (demand.Action == DemandAction.Continue)
        {
            _window = windowBytes;
            IsAsked = true;
        }

        return new Pull(FeedId, ++Sequence, End, demand, windowBytes);
    }

    /// <summary>Whether a message is of this life; else it is counted.</summary>
    public bool IsOf(string feedId)
    {
        if (feedId == FeedId)
            return true;
        Dropped++;
        return false;
    }

    /// <summary>Takes a chunk; the fault if there is one.</summary>
    public StreamError? Take(FeedChunk chunk)
    {
        if (IsClosed && chunk.Bytes.Length > 0)
            return Bug($"{chunk.Bytes.Length} bytes came behind the end of the source at {End}.");
        if (chunk.Offset != End)
            return Bug($"A chunk begins at offset {chunk.Offset}, expected {End}.");
        if (chunk.Bytes.Length > _window)
            return Bug($"A chunk has {chunk.Bytes.Length} bytes, and the window was {_window}.");
        _window -= chunk.Bytes.Length;
        End += chunk.Bytes.Length;
        IsAsked = false;
        return null;
    }

    /// <summary>Takes the end; the fault if there is one.</summary>
    public StreamError? Close(FeedClosed closed)
    {
        IsAsked = false;
        IsClosed = true;
        return closed.Length == End ? null : Bug($"The source is said to have {closed.Length} bytes, and {End} came.");
    }

    /// <summary>The feeder has nothing: the demand is answered.</summary>
    public void Await() => IsAsked = false;

    private static StreamError Bug(string message) => new(StreamErrorKind.FeederBug, message);
}
