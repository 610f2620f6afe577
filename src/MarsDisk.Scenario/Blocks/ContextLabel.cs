using System.Text;

namespace MarsDisk.Scenario.Blocks;

/// <summary>The label that links logs and traces: <c>scenario/block/kind of line</c>, at most 128 bytes.</summary>
internal static class ContextLabel
{
    public const int BytesMax = 128;

    public static string Of(ScenarioContext context)
    {
        var label = context.ScenarioName ?? "scenario";
        if (BlockName(context) is { } block)
            label = $"{label}/{block}/{Kind(context)}";
        return Cut(label, BytesMax);
    }

    /// <summary>The text, cut at a character border.</summary>
    public static string Cut(string text, int bytesMax)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytesMax)
            return text;
        var (bytes, length) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > bytesMax)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static string? BlockName(ScenarioContext context)
        => context.Run?.Id ?? context.Sweep?.Id ?? context.Table?.Owner ?? (context.Config is null ? null : "config");

    private static string Kind(ScenarioContext context) => context.Block switch
    {
        BlockKind.Driver => "drive",
        BlockKind.Table => "row",
        BlockKind.Config => "set",
        BlockKind.Sweep => "sweep",
        _ => context.Run!.Phase switch
        {
            RunPhase.Settings => "set",
            RunPhase.Rules => "rule",
            RunPhase.TimeLine => "at",
            _ => "end",
        },
    };
}
