using System.Collections.Immutable;

namespace MarsDisk.Parsing;

/// <summary>The fields of <c>extensions["stream"]</c> and <c>extensions["recover"]</c> and how they become typed views.</summary>
internal static class StreamFields
{
    public const string Stream = "stream";
    public const string Recover = "recover";
    public const string Checkpoint = "checkpoint";
    public const string ResumeHint = "resume_hint";

    public static StreamExtension ReadStream(RunConfig config)
    {
        var values = Values(config, Stream);
        var fallback = new StreamExtension();
        return new()
        {
            Enabled = Get(values, "enabled", fallback.Enabled),
            Checkpoint = Optional<SourceSpan>(values, Checkpoint),
            ResumeHint = Optional<DemandHint>(values, ResumeHint),
            Flow = Get<FlowController?>(values, "flow", null),
            FlowPolicy = Get(values, "flow_policy", fallback.FlowPolicy),
            FlowMaxLagMs = Whole(values, "flow_max_lag", fallback.FlowMaxLagMs),
            DemandMinBytes = (int)Whole(values, "demand_min_bytes", fallback.DemandMinBytes),
            DemandPreferredBytes = (int)Whole(values, "demand_preferred_bytes", fallback.DemandPreferredBytes),
            ChunkSize = (int)Whole(values, "chunk_size", fallback.ChunkSize),
            Stats = Get(values, "stats", fallback.Stats),
            PackratEnabled = Get(values, "packrat_enabled", config.Packrat),
        };
    }

    public static RecoverExtension ReadRecover(RunConfig config)
    {
        var values = Values(config, Recover);
        var fallback = new RecoverExtension();
        return new()
        {
            Mode = Get(values, "mode", "off") == "collect" ? RecoverMode.Collect : RecoverMode.Off,
            SyncTokens = Get(values, "sync_tokens", fallback.SyncTokens),
            Notes = Get(values, "notes", fallback.Notes),
            MaxDiagnostics = (int)Whole(values, "max_diagnostics", fallback.MaxDiagnostics),
            MaxResyncBytes = (int)Whole(values, "max_resync_bytes", fallback.MaxResyncBytes),
            MaxRecoveries = (int)Whole(values, "max_recoveries", fallback.MaxRecoveries),
        };
    }

    /// <summary>All fields of the view, each filled.</summary>
    public static ImmutableDictionary<string, object?> Fields(StreamExtension view)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, object?>(StringComparer.Ordinal);
        fields["enabled"] = view.Enabled;
        fields[Checkpoint] = view.Checkpoint;
        fields[ResumeHint] = view.ResumeHint;
        fields["flow"] = view.Flow;
        fields["flow_policy"] = view.FlowPolicy;
        fields["flow_max_lag"] = view.FlowMaxLagMs;
        fields["demand_min_bytes"] = view.DemandMinBytes;
        fields["demand_preferred_bytes"] = view.DemandPreferredBytes;
        fields["chunk_size"] = view.ChunkSize;
        fields["stats"] = view.Stats;
        fields["packrat_enabled"] = view.PackratEnabled;
        return fields.ToImmutable();
    }

    /// <summary>Every field is there and filled; a wish for input only while the parse waits.</summary>
    public static bool IsComplete(RunConfig config, bool isWaiting)
    {
        var values = Values(config, Stream);
        return Fields(new()).Keys.All(field => values.TryGetValue(field, out var value)
            && (value is not null || (field == ResumeHint && !isWaiting)));
    }

    private static ImmutableDictionary<string, object?> Values(RunConfig config, string key)
        => config.Extensions.GetValueOrDefault(key, ExtensionMap.Empty).Values;

    private static T Get<T>(ImmutableDictionary<string, object?> values, string field, T fallback)
        => values.TryGetValue(field, out var value) && value is T typed ? typed : fallback;

    private static T? Optional<T>(ImmutableDictionary<string, object?> values, string field)
        where T : struct
        => values.TryGetValue(field, out var value) && value is T typed ? typed : null;

    private static long Whole(ImmutableDictionary<string, object?> values, string field, long fallback)
        => values.GetValueOrDefault(field) switch
        {
            int number => number,
            long number => number,
            _ => fallback,
        };
}
