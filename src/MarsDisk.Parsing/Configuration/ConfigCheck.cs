namespace MarsDisk.Parsing;

/// <summary>Faults of settings, found before the first byte is read.</summary>
internal static class ConfigCheck
{
    private const string WrongType = "parser.runconfig.type";
    private const string UnknownField = "parser.runconfig.unknown_field";

    private static readonly SourceSpan Start = SourceSpan.At(new(0, 1, 1));

    private static readonly Dictionary<string, Dictionary<string, Type[]>> Reserved = new(StringComparer.Ordinal)
    {
        [StreamFields.Stream] = new(StringComparer.Ordinal)
        {
            ["enabled"] = [typeof(bool)],
            [StreamFields.Checkpoint] = [typeof(SourceSpan)],
            [StreamFields.ResumeHint] = [typeof(DemandHint)],
            ["flow"] = [typeof(FlowController)],
            ["flow_policy"] = [typeof(string)],
            ["flow_max_lag"] = [typeof(long), typeof(int)],
            ["demand_min_bytes"] = [typeof(int)],
            ["demand_preferred_bytes"] = [typeof(int)],
            ["chunk_size"] = [typeof(int)],
            ["stats"] = [typeof(bool)],
            ["packrat_enabled"] = [typeof(bool)],
        },
        [StreamFields.Recover] = new(StringComparer.Ordinal)
        {
            ["mode"] = [typeof(string)],
            ["sync_tokens"] = [typeof(System.Collections.Immutable.ImmutableArray<string>)],
            ["notes"] = [typeof(bool)],
            ["max_diagnostics"] = [typeof(int)],
            ["max_resync_bytes"] = [typeof(int)],
            ["max_recoveries"] = [typeof(int)],
        },
        ["lex"] = new(StringComparer.Ordinal)
        {
            ["profile"] = [typeof(string)],
            ["space_id"] = [typeof(string), typeof(int), typeof(uint)],
            ["identifier_profile"] = [typeof(string)],
        },
        ["config"] = new(StringComparer.Ordinal)
        {
            ["compat"] = [typeof(string), typeof(bool)],
            ["trivia"] = [typeof(string), typeof(bool)],
        },
        ["lsp"] = new(StringComparer.Ordinal)
        {
            ["semantic_tokens"] = [typeof(bool)],
            ["syntax_highlight"] = [typeof(bool)],
        },
        ["parse"] = new(StringComparer.Ordinal)
        {
            ["profile"] = [typeof(bool)],
            ["profile_output"] = [typeof(string)],
        },
    };

    /// <summary>The first fault, or null.</summary>
    public static Diagnostic? Fault(RunConfig config)
        => LimitFault(config) ?? FieldFault(config) ?? ValueFault(config);

    /// <summary>Fields under a reserved key that nobody reads.</summary>
    public static IEnumerable<Diagnostic> Remarks(RunConfig config)
        => from name in config.Extensions
               .Where(extension => Reserved.ContainsKey(extension.Key))
               .SelectMany(extension => extension.Value.Values.Keys
                   .Where(field => !Reserved[extension.Key].ContainsKey(field))
                   .Select(field => $"extensions[\"{extension.Key}\"] has no field {field}."))
               .Order(StringComparer.Ordinal)
           select new Diagnostic(UnknownField, Severity.Warning, name, Start);

    private static Diagnostic? LimitFault(RunConfig config)
    {
        var limits = config.Limits;
        var preferred = config.Stream.DemandPreferredBytes;
        if (limits.MaxRowBytes > limits.MaxLineBytes)
            return Wrong($"max_row_bytes {limits.MaxRowBytes} is above max_line_bytes {limits.MaxLineBytes}.");
        if (limits.MaxLineBytes > limits.MaxStatementBytes)
            return Wrong($"max_line_bytes {limits.MaxLineBytes} is above max_statement_bytes {limits.MaxStatementBytes}.");
        if ((long)limits.MaxStatementBytes + preferred > limits.MaxBufferedBytes)
            return Wrong($"max_statement_bytes {limits.MaxStatementBytes} and a chunk of {preferred} are together above "
                + $"max_buffered_bytes {limits.MaxBufferedBytes}.");
        return limits.MaxRowBytes <= 0 || config.RowsPerBatch <= 0 ? Wrong("A limit is not above 0.") : null;
    }

    private static Diagnostic? FieldFault(RunConfig config)
    {
        foreach (var (key, fields) in Reserved)
        {
            foreach (var (field, types) in fields)
            {
                var value = config.Extensions.GetValueOrDefault(key, ExtensionMap.Empty).Values.GetValueOrDefault(field);
                if (value is not null && !types.Contains(value.GetType()))
                    return Wrong($"extensions[\"{key}\"].{field} is a {value.GetType().Name}, expected {types[0].Name}.");
            }
        }

        return null;
    }

    private static Diagnostic? ValueFault(RunConfig config)
    {
        var stream = config.Stream;
        var mode = config.Extensions.GetValueOrDefault(StreamFields.Recover, ExtensionMap.Empty).Values.GetValueOrDefault("mode");
        if (mode is not (null or "off" or "collect"))
            return Wrong($"extensions[\"recover\"].mode is \"{mode}\", expected \"off\" or \"collect\".");
        if (stream.FlowPolicy is not ("auto" or "manual"))
            return Wrong($"extensions[\"stream\"].flow_policy is \"{stream.FlowPolicy}\", expected \"auto\" or \"manual\".");
        if (stream.DemandMinBytes < 1 || stream.DemandPreferredBytes < stream.DemandMinBytes)
            return Wrong($"demand_min_bytes {stream.DemandMinBytes} and demand_preferred_bytes {stream.DemandPreferredBytes} "
                + "do not ascend from 1.");
        return config.LeftRecursion == LeftRecursionMode.On
            ? new("E4003", Severity.Error, "Left recursion is not supported; use ChainLeft1.", Start)
            : null;
    }

    private static Diagnostic Wrong(string sentence) => new(WrongType, Severity.Error, sentence, Start);
}
