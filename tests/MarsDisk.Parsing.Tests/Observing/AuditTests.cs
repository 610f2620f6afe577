using System.Text.Json;
using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Observing;

public sealed class AuditTests
{
    /// <summary>The fields that <c>docs/formats/parser-audit.md</c> promises, with the kinds of their values.</summary>
    private static readonly Dictionary<string, Dictionary<string, JsonValueKind>> Promised = new(StringComparer.Ordinal)
    {
        ["parser.stream.progress"] = Numbers("consumed_bytes", "units", "rows", "lap_ms", "buffer_fill_ratio"),
        ["parser.stream.pending"] = new(Numbers("commit_watermark", "buffered", "last_checkpoint"), StringComparer.Ordinal)
        {
            ["pending.reason"] = JsonValueKind.String,
            ["resume_hint"] = JsonValueKind.Object,
            ["resume_lineage"] = JsonValueKind.Array,
            ["expected"] = JsonValueKind.Array,
        },
        ["parser.stream.error"] = new(Numbers("last_checkpoint"), StringComparer.Ordinal)
        {
            ["diagnostic"] = JsonValueKind.Object,
            ["stream.kind"] = JsonValueKind.String,
            ["stream.last_reason"] = JsonValueKind.String,
        },
        ["parser.stream.checkpoint"] = Numbers("watermark", "next_ordinal", "bytes", "age_ms"),
        ["parser.stream.resumed"] = new(Numbers("watermark", "replayed_units", "resume_count"), StringComparer.Ordinal)
        {
            ["verify"] = JsonValueKind.String,
        },
    };

    [Fact]
    [Trait("Item", "128")]
    public async Task Every_event_is_written_with_its_fields_and_one_audit_id()
    {
        List<string> kept = [];
        var clock = new ManualClock();
        await using (var audit = new StreamAudit("audit-1", "scenario-1", Keep, clock))
        {
            var config = new StreamingConfig { OnDiagnostic = audit, Clock = clock, ResumeNotes = true };
            var failure = FeederYield.Failed(new(StreamErrorKind.IoFailed, "gone"));
            var script = new Script(Script.Text("one\nta"), FeederYield.Await(), failure);
            var waiting = StreamingRunner.RunStream(new ToyGrammar(), script, new Transcript(), config).Continuation!;
            var restored = StreamingRunner.Restore(new ToyGrammar(), waiting.ToCheckpoint(), config);
            StreamingRunner.Resume(waiting, default, new Transcript());
            Assert.False(restored.IsSpent);
        }

        var events = kept.Select(json => JsonDocument.Parse(json).RootElement).ToList();
        Assert.Equal(
            Promised.Keys.Order(StringComparer.Ordinal),
            events.Select(json => json.GetProperty("event").GetString()!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.All(events, json => Assert.Equal("audit-1", json.GetProperty("audit_id").GetString()));
        Assert.All(events, json => Assert.Equal("scenario-1", json.GetProperty("scenario").GetString()));
        Assert.All(events, json => Assert.Equal(11, json.GetProperty("run_config.stream").EnumerateObject().Count()));
        Assert.All(events, json => Assert.Equal("toy", json.GetProperty("trace_label").GetString()));
        foreach (var json in events)
        {
            foreach (var (field, kind) in Promised[json.GetProperty("event").GetString()!])
                Assert.Equal(kind, json.GetProperty(field).ValueKind);
        }

        ValueTask Keep(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
        {
            kept.Add(System.Text.Encoding.UTF8.GetString(json.Span));
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    [Trait("Item", "132")]
    public async Task A_keeper_that_is_stuck_costs_events_and_the_parse_goes_on()
    {
        var stuck = new TaskCompletionSource();
        using var metrics = new ParsingMetrics();
        await using var audit = new StreamAudit("a", "s", (_, _) => new(stuck.Task), metrics: metrics);
        var config = new StreamingConfig { OnDiagnostic = audit, RunConfig = Run.Collecting };
        var source = Cut.Bytes(string.Concat(Enumerable.Repeat("one\n", 2000)));
        var sink = new Transcript { Reply = () => SinkReply.Pause };

        var outcome = StreamingRunner.RunStream(new ToyGrammar(), new MemoryFeeder(source), sink, config);
        while (outcome.Kind == StreamOutcomeKind.Pending)
            outcome = StreamingRunner.Resume(outcome.Continuation!, System.Buffers.ReadOnlySequence<byte>.Empty, sink);

        Assert.True(outcome.Result!.HasValue);
        Assert.InRange(audit.Dropped, 2000 - 1026, 2000 - 1022);
        stuck.SetResult();
    }

    [Fact]
    [Trait("Item", "139")]
    public void An_observer_that_throws_changes_nothing_and_is_logged_once()
    {
        List<string> log = [];
        var config = new StreamingConfig { OnDiagnostic = new Thrower(), Log = log.Add, RunConfig = Run.Collecting };
        var source = Cut.Bytes("one\nbad\ntwo x\nbad\n");
        var sink = new Transcript();

        var outcome = StreamingRunner.RunStream(new ToyGrammar(), MemoryFeeder.Split(source, 3), sink, config);

        Assert.Equal(Run.Batch(source, Run.Collecting), Run.Describe(sink, outcome.Result!));
        Assert.Contains("on purpose", Assert.Single(log), StringComparison.Ordinal);
    }

    private static Dictionary<string, JsonValueKind> Numbers(params string[] names)
        => names.ToDictionary(name => name, _ => JsonValueKind.Number, StringComparer.Ordinal);

    private sealed class Thrower : IStreamObserver
    {
        public void On(StreamEvent streamEvent) => throw new InvalidOperationException("on purpose");
    }
}
