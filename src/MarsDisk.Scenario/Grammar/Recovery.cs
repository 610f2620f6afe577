using System.Collections.Immutable;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Grammar;

/// <summary>
/// Goes on behind a line that failed: at the next line; behind the matching brace if the line opens a block; outside the block
/// if the line was to close it.
/// </summary>
internal static class Recovery
{
    private const string ExtensionKey = "recover";

    /// <summary>The diagnostic with what was done about it.</summary>
    public static Diagnostic Mark(Diagnostic diagnostic, ReadOnlySpan<byte> frame)
    {
        var inserted = diagnostic.FixIts.OfType<FixIt.Insert>().FirstOrDefault()?.Text.Trim();
        var action = diagnostic.Code switch
        {
            "scn.header.missing" => "default",
            _ when frame.TrimStart(" \t"u8).StartsWith((byte)'}') => "context",
            "scn.syntax.expected" or "scn.lex.bad_string" when inserted is "=" or "\"" or "]" or ")" => "insert",
            _ => "skip",
        };
        return Mark(diagnostic, action, FrameScan.OpensBlock(frame) ? "}" : "\\n", action == "insert" ? inserted : null);
    }

    /// <summary>As <see cref="Mark(Diagnostic, ReadOnlySpan{byte})"/>, with a known action.</summary>
    public static Diagnostic Mark(Diagnostic diagnostic, string action, string sync, string? inserted)
    {
        var values = ImmutableDictionary<string, object?>.Empty.Add("mode", "collect").Add("action", action).Add("sync", sync);
        if (inserted is not null)
            values = values.Add("inserted", inserted);
        if (diagnostic.Trace.Count > 0)
            values = values.Add("context", diagnostic.Trace[^1].Label);
        return diagnostic with { Extensions = diagnostic.Extensions.SetItem(ExtensionKey, new ExtensionMap(values)) };
    }

    /// <summary>Brings the context to where the next line can be read.</summary>
    public static void Apply(ScenarioContext context, ReadOnlySpan<byte> frame)
    {
        if (context.HasEnded)
        {
            context.IsClosed = true;
            return;
        }

        Break(context);
        if (frame.TrimStart(" \t"u8).StartsWith((byte)'}'))
            Leave(context);
        else if (FrameScan.OpensBlock(frame))
            context.Skipping = 1;
    }

    /// <summary>The unit that is open is not emitted any more.</summary>
    public static void Break(ScenarioContext context)
    {
        if (context.Sweep is { } sweep)
            sweep.IsBroken = true;
        if (context.Config is { } config)
            config.IsBroken = true;
    }

    /// <summary>Looks for the end of a block that is skipped.</summary>
    public static void Skip(ScenarioContext context, ReadOnlySpan<byte> line)
    {
        if (FrameScan.ClosesBlock(line))
            context.Skipping--;
        else if (FrameScan.OpensBlock(line))
            context.Skipping++;
    }

    private static void Leave(ScenarioContext context)
    {
        if (context.Table is not null)
            context.Table = null;
        else if (context.Run is not null)
            context.Run = null;
        else if (context.Sweep is not null)
            context.Sweep = null;
        else
            context.Config = null;
    }
}
