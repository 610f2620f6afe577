using System.Text.Encodings.Web;
using System.Text.Json;

using MarsDisk.Configuration;

using Microsoft.AspNetCore.Http;

namespace MarsDisk.Hosting.Daemon.Api;

/// <summary>Answers of the control socket: JSON documents, and problems by RFC 9457 (experience.md §5.3).</summary>
internal static class Answers
{
    private const string RetryAfterSeconds = "5";

    private static readonly JsonSerializerOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a document.</summary>
    public static Task JsonAsync(HttpContext context, int status, IDictionary<string, object?> members) =>
        WriteAsync(context, status, "application/json", members);

    /// <summary>Writes a problem.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Word for programs.</param>
    /// <param name="detail">Sentence for people.</param>
    /// <param name="exitCode">Exit code of a command that gets this answer.</param>
    /// <param name="findings">What is wrong with a configuration.</param>
    public static Task ProblemAsync(
        HttpContext context, int status, string code, string detail, int exitCode, IReadOnlyList<Finding>? findings = null) =>
        ProblemAsync(context, status, code, detail, exitCode, "findings", findings?.Distinct().Select(Of).ToArray());

    /// <summary>The same for a scenario.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Word for programs.</param>
    /// <param name="detail">Sentence for people.</param>
    /// <param name="exitCode">Exit code of a command that gets this answer.</param>
    /// <param name="check">What is wrong with the scenario.</param>
    public static Task ProblemAsync(HttpContext context, int status, string code, string detail, int exitCode, IDictionary<string, object?> check) =>
        ProblemAsync(context, status, code, detail, exitCode, "check", check);

    private static Task ProblemAsync(HttpContext context, int status, string code, string detail, int exitCode, string member, object? content)
    {
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return WriteAsync(context, status, "application/problem+json", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["type"] = $"urn:marsdisk:problem:{code}",
            ["title"] = code.Replace('-', ' '),
            ["status"] = status,
            ["code"] = code,
            ["detail"] = detail,
            ["trace_id"] = context.TraceIdentifier,
            ["exit_code"] = exitCode,
            [member] = content,
        });
    }

    /// <summary>A finding as a member.</summary>
    public static object Of(Finding finding) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["file"] = finding.File,
        ["line"] = finding.Line,
        ["column"] = finding.Column,
        ["code"] = finding.Code,
        ["severity"] = finding.Severity.ToString().ToLowerInvariant(),
        ["message"] = finding.Message,
        ["advice"] = finding.Advice,
    };

    private static Task WriteAsync(HttpContext context, int status, string type, IDictionary<string, object?> members)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(JsonSerializer.Serialize(members, Layout) + "\n", context.RequestAborted);
    }
}
