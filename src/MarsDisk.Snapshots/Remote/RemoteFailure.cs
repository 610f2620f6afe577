using System.Globalization;
using System.Net.Sockets;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Remote;

/// <summary>Why a request to a data base of another machine failed. Neither its text nor its address is shown.</summary>
/// <param name="Status">How an operation ends that stops here.</param>
/// <param name="Code">Its code.</param>
/// <param name="Message">One sentence, without secrets.</param>
internal sealed record RemoteFailure(SnapshotStatus Status, string Code, string Message)
{
    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether a repetition within seconds makes sense.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether the request may have been carried out nevertheless.</summary>
    public bool MayHaveEffect { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What broke below; never an answer of the server, which may repeat what was sent.</summary>
    public Exception? Cause { get; init; }

    /// <summary>The server refuses credentials or permissions.</summary>
    public static RemoteFailure Denied(string message) => new(SnapshotStatus.Fault, SnapshotCodes.StateDenied, message);

    /// <summary>The server has no time now; nothing was done.</summary>
    public static RemoteFailure Throttled(string message, string code, TimeSpan? retryAfter = null) =>
        new(SnapshotStatus.Unavailable, code, message) { IsTransient = true, IsRepeated = true, RetryAfter = retryAfter };

    /// <summary>The table is not there yet.</summary>
    public static RemoteFailure NoTable(string message) =>
        new(SnapshotStatus.Unavailable, SnapshotCodes.StateUnavailable, message) { IsTransient = true };

    /// <summary>An item is larger than the data base takes; nothing was done.</summary>
    public static RemoteFailure TooLarge(string message) => new(SnapshotStatus.TooLarge, SnapshotCodes.StateTooLarge, message);

    /// <summary>The server did not answer in time.</summary>
    public static RemoteFailure Late(TimeSpan patience) => new(
        SnapshotStatus.Timeout, SnapshotCodes.StateTimeout,
        string.Create(CultureInfo.InvariantCulture, $"The state store did not answer within {patience.TotalSeconds:F0} s."))
    {
        IsTransient = true,
        IsRepeated = true,
        MayHaveEffect = true,
    };

    /// <summary>What the number of an answer says.</summary>
    /// <param name="store">Name of the data base.</param>
    /// <param name="number">Status of HTTP.</param>
    /// <param name="serverCode">The server's own name of the failure.</param>
    /// <param name="retryAfter">How long it asks to wait.</param>
    public static RemoteFailure OfAnswer(string store, int number, string? serverCode, TimeSpan? retryAfter = null)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{store} answered {number}{(string.IsNullOrEmpty(serverCode) ? "" : " ")}{serverCode}.");
        return number switch
        {
            401 or 403 => Denied(message),
            413 => TooLarge(message),
            429 or 449 => Throttled(message, SnapshotCodes.StateHttp(number), retryAfter),
            408 or (>= 500 and <= 599) => Throttled(message, SnapshotCodes.StateHttp(number), retryAfter) with { MayHaveEffect = true },
            >= 100 and <= 499 => new RemoteFailure(SnapshotStatus.Fault, SnapshotCodes.StateHttp(number), message),
            _ => new RemoteFailure(SnapshotStatus.Fault, SnapshotCodes.StateFault, message) { MayHaveEffect = true },
        };
    }

    /// <summary>What a broken connection means; null: the exception is not about a connection.</summary>
    /// <param name="store">Name of the data base.</param>
    /// <param name="error">The exception, with those within.</param>
    public static RemoteFailure? OfConnection(string store, Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpRequestException or IOException or SocketException)
            {
                return new RemoteFailure(SnapshotStatus.Unavailable, SnapshotCodes.StateUnavailable, $"{store} cannot be reached: {inner.Message.TrimEnd('.')}.")
                {
                    IsTransient = true,
                    IsRepeated = true,
                    MayHaveEffect = !WasNotSent(inner),
                    Cause = inner,
                };
            }
        }
        return null;
    }

    /// <summary>The failure as an outcome.</summary>
    public SnapshotOutcome<T> ToOutcome<T>(SnapshotStage stage) => SnapshotOutcome.Failed<T>(Status, stage, Code, Message, IsTransient, Cause);

    private static bool WasNotSent(Exception error) => error switch
    {
        HttpRequestException http => http.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        SocketException socket => socket.SocketErrorCode is SocketError.ConnectionRefused or SocketError.HostNotFound,
        _ => false,
    };
}
