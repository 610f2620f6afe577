using System.Net;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Transfer;

/// <summary>A failure on its way within a store; at the store's border it becomes an outcome.</summary>
/// <param name="status">How the operation ends.</param>
/// <param name="error">Why.</param>
internal sealed class BlobFailure(SnapshotStatus status, SnapshotError error) : Exception(error.Message, error.Cause)
{
    /// <summary>How the operation ends.</summary>
    public SnapshotStatus Status => status;

    /// <summary>Why.</summary>
    public SnapshotError Error => error;

    /// <summary>The answer, when there was one.</summary>
    public HttpStatusCode? Answer { get; private init; }

    /// <summary>The store's own name of the failure, when it gave one.</summary>
    public string? ServerCode { get; private init; }

    /// <summary>How long the store asks to wait.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>What an answer without success means. Neither its text nor the address of the request is shown.</summary>
    /// <param name="stage">The step.</param>
    /// <param name="operation">What was asked for, a few words.</param>
    /// <param name="answer">The status of the answer.</param>
    /// <param name="serverCode">The store's own name of the failure.</param>
    /// <param name="retryAfter">How long the store asks to wait.</param>
    public static BlobFailure Of(
        SnapshotStage stage, string operation, HttpStatusCode answer, string? serverCode, TimeSpan? retryAfter = null)
    {
        var number = (int)answer;
        var (status, code, isTransient) = number switch
        {
            401 or 403 => (SnapshotStatus.Fault, SnapshotCodes.BlobDenied, false),
            413 => (SnapshotStatus.TooLarge, SnapshotCodes.BlobTooLarge, false),
            507 => (SnapshotStatus.NoSpace, SnapshotCodes.BlobNoSpace, false),
            408 or 429 or 500 or 502 or 503 or 504 => (SnapshotStatus.Unavailable, SnapshotCodes.BlobHttp(number), true),
            _ => (SnapshotStatus.Fault, SnapshotCodes.BlobHttp(number), false),
        };
        var message = $"{operation} was answered with {number}{(serverCode is null ? "" : $" {serverCode}")}.";
        return new BlobFailure(status, new SnapshotError(stage, code, message, isTransient))
        {
            Answer = answer,
            ServerCode = serverCode,
            RetryAfter = retryAfter,
        };
    }

    /// <summary>The store cannot be reached, or the connection broke.</summary>
    public static BlobFailure Unreachable(SnapshotStage stage, string message, Exception? cause = null) =>
        new(SnapshotStatus.Unavailable, new SnapshotError(stage, SnapshotCodes.BlobUnavailable, message, IsTransient: true, cause));

    /// <summary>The store did not answer in time.</summary>
    public static BlobFailure Late(SnapshotStage stage, TimeSpan patience) => new(
        SnapshotStatus.Timeout,
        new SnapshotError(stage, SnapshotCodes.BlobTimeout, $"The store did not answer within {patience.TotalSeconds:F0} s.", IsTransient: true));
}
