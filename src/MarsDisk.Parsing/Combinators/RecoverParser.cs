using System.Collections.Immutable;

namespace MarsDisk.Parsing;

/// <summary>What a recovery does in the place of what is wrong.</summary>
public enum RecoverAction : byte
{
    /// <summary>Passes over everything up to the synchronisation point.</summary>
    Skip,

    /// <summary>Goes on as if a missing text stood there; nothing is passed over.</summary>
    Insert,

    /// <summary>As <see cref="Skip"/>; the value is a default.</summary>
    Default,

    /// <summary>As <see cref="Skip"/>; the value follows from what was read before.</summary>
    Context,
}

/// <summary>
/// Reports an error and goes on behind it, when <see cref="RecoverExtension.Mode"/> asks for it. Goes on in the same
/// branch,
/// also behind a cut. Input that is not there yet is no error.
/// </summary>
internal sealed class RecoverParser<T, TSync>(
    Parser<T> part, Parser<TSync> sync, T with, RecoverAction action, string? inserted) : Parser<T>
{
    private const string LimitCode = "scn.recover.limit";

    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        if (!state.Session.Recovers)
            return part.Parse(ref state, out value);

        var start = state.Cursor;
        var failures = state.Failures ??= new(new ExpectationTable());
        var before = failures.Open();
        var reply = part.Parse(ref state, out value);
        if (reply.Kind == ReplyKind.Err && !state.HasFault)
            reply = GoOn(ref state, failures, start, reply, ref value);
        failures.Close(before);
        return reply;
    }

    internal override void ShowParts(GrammarIndex index)
    {
        index.Add(part);
        index.Add(sync);
    }

    private Reply GoOn(scoped ref ParseState state, FailureCollector failures, int start, in Reply failed, ref T value)
    {
        var cursor = state.Cursor;
        var at = Math.Max(start, failures.Best.Offset);
        if (!ErrorReport.IsQuotable(state.Input, at))
            return state.EndMayMove() ? Reply.NeedMore(1) : failed;
        if (FindSync(ref state, at, out var syncText) is { } stopped)
            return stopped;
        if (state.Cursor == start && action != RecoverAction.Insert)
        {
            // Nothing would be passed over, as at the end of the source: a repetition must be able to end here.
            state.Cursor = cursor;
            return failed;
        }

        var report = WithFacts(ErrorReport.Of(ref state, failures), state.PositionAt(at), syncText);
        var ledger = state.Session.Ledger();
        if (ledger.IsFull(report))
            return Stop(ref state, ledger.Overflow(report.At));
        state.Session.Recovered.Add(report);
        failures.Replace(Failure.None);
        value = with;
        return Reply.Ok(consumed: state.Cursor > start, failed.Committed);
    }

    /// <summary>Moves the cursor behind the next synchronisation point, or to the end of the source.</summary>
    /// <returns>An answer if the parser cannot go on, else null.</returns>
    private Reply? FindSync(scoped ref ParseState state, int from, out string found)
    {
        found = "";
        state.Cursor = from;
        if (action == RecoverAction.Insert)
            return null;

        var failures = state.Failures;
        state.Failures = null;
        var reply = Search(ref state, from, ref found);
        state.Failures = failures;
        return reply;
    }

    private Reply? Search(scoped ref ParseState state, int from, ref string found)
    {
        var most = state.Session.ResyncBytesMost;
        for (var at = from; at - from <= most; at++)
        {
            state.Cursor = at;
            var reply = sync.Parse(ref state, out _);
            if (reply.Kind == ReplyKind.NeedMore || state.HasFault)
                return reply;
            if (reply.Kind == ReplyKind.Ok)
            {
                found = FoundText.Escape(state.Input.Bytes[at..state.Cursor]);
                return null;
            }

            state.Cursor = at;
            if (at == state.Input.Bytes.Length)
                return state.EndMayMove() ? Reply.NeedMore(1) : null;
        }

        state.Cursor = from;
        return Stop(ref state, new(
            LimitCode, Severity.Error,
            FormattableString.Invariant($"There is no place to go on within max_resync_bytes {most} behind an error."),
            state.SpanOf(from, from)));
    }

    private static Reply Stop(scoped ref ParseState state, Diagnostic limit)
        => state.Session.Stop(new(limit.Code, limit.Message, limit.At));

    private Diagnostic WithFacts(Diagnostic report, Position at, string syncText)
    {
        var facts = ImmutableDictionary.CreateBuilder<string, object?>(StringComparer.Ordinal);
        facts["mode"] = "collect";
        facts["action"] = action.ToString().ToLowerInvariant();
        facts["sync"] = syncText;
        if (inserted is not null)
            facts["inserted"] = inserted;
        return report with
        {
            FixIts = inserted is null ? [] : [new FixIt.Insert(SourceSpan.At(at), inserted)],
            Extensions = report.Extensions.SetItem(StreamFields.Recover, new ExtensionMap(facts.ToImmutable())),
        };
    }
}
