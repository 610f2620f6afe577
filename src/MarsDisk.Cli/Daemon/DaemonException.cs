using System.Text.Json;
using System.Text.Json.Nodes;

using MarsDisk.Hosting;

namespace MarsDisk.Cli.Daemon;

/// <summary>A daemon does not answer, or refuses; the message is for people.</summary>
internal sealed class DaemonException(string message, int exitCode, bool isUnreachable = false) : Exception(message)
{
    /// <summary>Code of experience.md §2.9.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Nobody answers on the socket.</summary>
    public bool IsUnreachable { get; } = isUnreachable;

    /// <summary>Nobody answers on the socket.</summary>
    public static DaemonException Unreachable(string socket) => new(
        $"no daemon answers on {socket}.\n  start one: marsdisk serve; or name the socket of another: --socket PATH", ExitCodes.Unusable, isUnreachable: true);

    /// <summary>The daemon ended before it answered.</summary>
    public static DaemonException Left() => new("the daemon has left; what it had begun goes on when it is back.", ExitCodes.TryAgain);

    /// <summary>The problem document of an answer.</summary>
    public static DaemonException Of(string body)
    {
        JsonObject? problem;
        try
        {
            problem = JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            problem = null;
        }

        if (problem is null)
            return new DaemonException("the daemon answered what is no answer of a daemon.", ExitCodes.Internal);
        var findings = (problem["findings"] as JsonArray ?? []).OfType<JsonObject>().Select(Line);
        var check = (string?)problem["check"]?["text"] is { Length: > 0 } text ? [text.TrimEnd('\n')] : Array.Empty<string>();
        return new DaemonException(string.Join('\n', [.. check, (string?)problem["detail"] ?? "the daemon refused.", .. findings]), (int?)problem["exit_code"] ?? ExitCodes.Usage);
    }

    private static string Line(JsonObject finding)
    {
        var place = (int?)finding["line"] is > 0 and var line ? FormattableString.Invariant($"{finding["file"]}:{line}:{finding["column"]}") : (string?)finding["file"];
        var advice = (string?)finding["advice"] is { Length: > 0 } text ? $"\n    {text}" : "";
        return $"  {place}  {finding["severity"]} {finding["code"]}: {finding["message"]}{advice}";
    }
}
