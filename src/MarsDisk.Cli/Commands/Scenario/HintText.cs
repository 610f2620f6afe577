using System.Text.Json;

using MarsDisk.Parsing;

namespace MarsDisk.Cli.Commands.Scenario;

/// <summary>A demand hint as JSON, as it stands in a checkpoint.</summary>
internal static class HintText
{
    /// <summary>Reads a hint.</summary>
    /// <exception cref="FormatException">It is no hint.</exception>
    public static DemandHint Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var hint = document.RootElement;
            if (hint.GetProperty("action").GetString() == "pause")
                return DemandHint.Pause(DemandReason.Operator);
            var least = hint.TryGetProperty("min_bytes", out var min) ? min.GetInt32() : 1;
            int? preferred = hint.TryGetProperty("preferred_bytes", out var size) ? size.GetInt32() : null;
            return least >= 1 && (preferred ?? least) >= least
                ? DemandHint.Continue(least, preferred)
                : throw new FormatException($"--stream-resume-hint: min_bytes {least} and preferred_bytes {preferred} are no lawful hint.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"--stream-resume-hint is no hint: {error.Message}", error);
        }
    }
}
