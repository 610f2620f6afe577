using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Parsing.Coordination;

namespace MarsDisk.Scenarios.Transcribing;

/// <summary>
/// What happened in a replay, one line each: every message that one actor had from another, every event that a journal was given,
/// every news for people. Virtual time, who, whom, what.
/// </summary>
internal sealed class Transcript
{
    private readonly List<string> _lines = [];
    private readonly ActorNames _names = new();
    private readonly MessageText _text;
    private readonly List<HandledMessage> _messages = [];
    private readonly Dictionary<string, RunPhase> _phases = new(StringComparer.Ordinal);

    public Transcript() => _text = new MessageText(_names);

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Messages that were handled, those of actors to themselves included.</summary>
    public IReadOnlyList<HandledMessage> Messages => _messages;

    /// <summary>The unit that was handed on last.</summary>
    public Emit? LastEmit { get; private set; }

    /// <summary>Something that is no message.</summary>
    public void Note(TimeSpan now, string what) => Add(now, $"== {what}");

    /// <summary>An actor may be about to handle a message: the line for <see cref="End"/>, with its place in front of what follows from it.</summary>
    public (int Place, HandledMessage Message, string? Text) Begin(TimeSpan now, IActorRef receiver, object message, IActorRef? sender)
    {
        var handled = new HandledMessage(now, _names.Of(sender), _names.Of(receiver), message);
        var isTold = handled.To != ActorNames.Nobody && !receiver.Equals(sender) && _text.Of(message) is not null;
        return (_lines.Count, handled, isTold ? Line(now, $"{handled.From,-18} ► {handled.To,-18} {_text.Of(message)}") : null);
    }

    /// <summary>It did.</summary>
    public void End((int Place, HandledMessage Message, string? Text) line)
    {
        _messages.Add(line.Message);
        LastEmit = line.Message.Message as Emit ?? LastEmit;
        if (line.Text is { } text)
            _lines.Insert(line.Place, text);
    }

    /// <summary>A journal was given an event.</summary>
    public void Persisted(TimeSpan now, string persistenceId, object happened, bool isRefused) =>
        Add(now, $"{_names.OfJournal(persistenceId),-18} ► {"journal",-18} {EventText.Of(happened)}{(isRefused ? " — not taken" : "")}");

    /// <summary>Something was published for whoever listens.</summary>
    public void Published(TimeSpan now, object published)
    {
        if (published is RunBegan began)
            _names.Learn(began);
        if (published is RunStatus status && !IsNews(status))
            return;
        if (NewsText.Of(published, _names) is { } text)
            Add(now, $"{"",-18} ‼ {"",-18} {text}");
    }

    /// <summary>The last lines, for a message about what went wrong.</summary>
    public string Tail(int count) => string.Join('\n', _lines.TakeLast(count));

    // Progress is said as often as the clock of the wall wants it; phases are part of the conversation.
    private bool IsNews(RunStatus status)
    {
        var isNews = _phases.GetValueOrDefault(status.Run.Value, (RunPhase)(-1)) != status.Phase;
        _phases[status.Run.Value] = status.Phase;
        return isNews;
    }

    private void Add(TimeSpan now, string text) => _lines.Add(Line(now, text));

    private static string Line(TimeSpan now, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"t={now.TotalSeconds,-8:0.###} {text}").TrimEnd();
}

/// <summary>A message that an actor handled.</summary>
/// <param name="Now">Virtual time.</param>
/// <param name="From">Name of the sender.</param>
/// <param name="To">Name of the receiver.</param>
/// <param name="Message">The message.</param>
internal sealed record HandledMessage(TimeSpan Now, string From, string To, object Message);
