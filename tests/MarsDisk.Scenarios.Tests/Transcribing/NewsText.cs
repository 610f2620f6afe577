using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Runtime.Logging;

namespace MarsDisk.Scenarios.Transcribing;

/// <summary>What is published for people, in words.</summary>
internal static class NewsText
{
    public static string? Of(object published, ActorNames names) => published switch
    {
        RunBegan began => $"run {began.Name} begins",
        RunStatus status => $"{names.OfRun(status.Run.Value)} is {status.Phase}{(status.Waiting is { } what ? $", waits: {what}" : "")}",
        ChunkFlushed flushed => $"{names.OfRun(flushed.Run.Value)} has steps {EventText.Steps(flushed.Steps)}, {flushed.Cause}",
        RunLogged line => Text($"{names.OfRun(line.Run.Value)} says at {line.Time:R} s: {line.Text}"),
        RunReport run => Of(run),
        ScenarioReport report => Of(report),
        LogEvent { Level: >= LogLevel.Warning } entry => $"{entry.Level.ToString().ToLowerInvariant()}: {WithoutPlaces(entry.Message)}",
        _ => null,
    };

    private static string Of(RunReport run) =>
        Text($"run {run.Name} ends with {run.ExitCode} {run.Reason}").TrimEnd()
        + string.Concat(run.Expectations.Select(claim => $"; line {claim.Origin.Line} {(claim.IsMet ? "met" : $"not met, {claim.Found}")}"));

    private static string Of(ScenarioReport report) =>
        Text($"scenario ends with {report.ExitCode}{(report.Resumable ? ", resumable" : "")}{(report.Reason is { } reason ? $": {reason}" : "")}")
        + string.Concat(report.Diagnostics.Select(found => Text($"; line {found.At.StartLine} {found.Code}")));

    // The folder of the test is another one on every machine.
    private static string WithoutPlaces(string message) => message.Replace(AppContext.BaseDirectory, "", StringComparison.Ordinal);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
