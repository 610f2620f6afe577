using System.Net.Sockets;
using MarsDisk.Snapshots.Diagnostics;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.Sql;

/// <summary>The codes of one kind of store for what a server can answer.</summary>
/// <param name="Unavailable">It cannot be reached.</param>
/// <param name="Timeout">It did not answer in time.</param>
/// <param name="Denied">It refuses: credentials or permissions.</param>
/// <param name="NoSpace">Its device is full.</param>
/// <param name="Fault">Anything else.</param>
/// <param name="Contended">Others were faster again and again.</param>
/// <param name="TooLarge">Longer than the server takes, e.g. names that no index holds.</param>
internal sealed record StoreCodes(string Unavailable, string Timeout, string Denied, string NoSpace, string Fault, string Contended, string TooLarge)
{
    public static StoreCodes OfBlobs { get; } = new(
        SnapshotCodes.BlobUnavailable, SnapshotCodes.BlobTimeout, SnapshotCodes.BlobDenied, SnapshotCodes.BlobNoSpace, SnapshotCodes.BlobFault,
        SnapshotCodes.BlobUnavailable, SnapshotCodes.BlobTooLarge);

    public static StoreCodes OfStates { get; } = new(
        SnapshotCodes.StateUnavailable, SnapshotCodes.StateTimeout, SnapshotCodes.StateDenied, SnapshotCodes.StateNoSpace, SnapshotCodes.StateFault,
        SnapshotCodes.StateContended, SnapshotCodes.StateTooLarge);
}

/// <summary>What a failed call of the server means for the caller.</summary>
internal static class StoreErrors
{
    // Fixed by the SQL standard and PostgreSQL's appendix A.
    private const string UniqueViolation = "23505";
    private const string SerializationFailure = "40001";
    private const string DeadlockDetected = "40P01";
    private const string UndefinedTable = "42P01";
    private const string UndefinedColumn = "42703";
    private const string UndefinedSchema = "3F000";
    private const string ReadOnlyTransaction = "25006";
    private const string QueryCancelled = "57014";
    private const string LockNotAvailable = "55P03";
    private const string InsufficientPrivilege = "42501";
    private const string LimitExceeded = "54000";

    /// <summary>Whether an exception is the server's or the network's, and not ours.</summary>
    public static bool IsOfServer(Exception error) => error is NpgsqlException or IOException or SocketException or TimeoutException;

    /// <summary>Whether another transaction was faster.</summary>
    public static bool IsRace(Exception error) =>
        error is PostgresException { SqlState: UniqueViolation or SerializationFailure or DeadlockDetected };

    /// <summary>Whether the tables are missing, or those of an older program.</summary>
    public static bool IsWithoutTables(Exception error) =>
        error is PostgresException { SqlState: UndefinedTable or UndefinedColumn or UndefinedSchema };

    /// <summary>The outcome of a failed call.</summary>
    public static SnapshotOutcome<T> Of<T>(StoreCodes codes, SnapshotStage stage, Exception error) => error switch
    {
        OperationCanceledException => SnapshotOutcome.Failed<T>(
            SnapshotStatus.Cancelled, stage, SnapshotCodes.Cancelled, "The caller cancelled it.", cause: error),
        PostgresException answer => OfAnswer<T>(codes, stage, answer),
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => SnapshotOutcome.Failed<T>(
            SnapshotStatus.Timeout, stage, codes.Timeout, "PostgreSQL did not answer in time.", isTransient: true, error),
        _ => SnapshotOutcome.Failed<T>(
            SnapshotStatus.Unavailable, stage, codes.Unavailable, $"PostgreSQL cannot be reached: {Reason(error).TrimEnd('.')}.", isTransient: true, error),
    };

    // The text of the answer names tables and columns, at worst; its details, which may hold values, are never asked for.
    private static SnapshotOutcome<T> OfAnswer<T>(StoreCodes codes, SnapshotStage stage, PostgresException answer)
    {
        var message = $"PostgreSQL answers {answer.SqlState}: {answer.MessageText}.";
        var group = answer.SqlState[..2];
        return answer.SqlState switch
        {
            SerializationFailure or DeadlockDetected or UniqueViolation => SnapshotOutcome.Failed<T>(
                SnapshotStatus.Unavailable, stage, codes.Contended, message, isTransient: true, answer),
            QueryCancelled => SnapshotOutcome.Failed<T>(SnapshotStatus.Timeout, stage, codes.Timeout, message, isTransient: true, answer),
            LockNotAvailable => SnapshotOutcome.Failed<T>(SnapshotStatus.Busy, stage, codes.Unavailable, message, isTransient: true, answer),
            InsufficientPrivilege => SnapshotOutcome.Failed<T>(SnapshotStatus.Fault, stage, codes.Denied, message, cause: answer),
            LimitExceeded => SnapshotOutcome.Failed<T>(SnapshotStatus.TooLarge, stage, codes.TooLarge, message, cause: answer),
            ReadOnlyTransaction => SnapshotOutcome.Failed<T>(SnapshotStatus.Unavailable, stage, codes.Unavailable, message, isTransient: true, answer),
            _ when group == "28" => SnapshotOutcome.Failed<T>(SnapshotStatus.Fault, stage, codes.Denied, message, cause: answer),
            _ when group == "53" && answer.SqlState == "53100" => SnapshotOutcome.Failed<T>(SnapshotStatus.NoSpace, stage, codes.NoSpace, message, cause: answer),
            _ when group is "08" or "53" or "57" or "58" => SnapshotOutcome.Failed<T>(
                SnapshotStatus.Unavailable, stage, codes.Unavailable, message, isTransient: true, answer),
            _ => SnapshotOutcome.Failed<T>(SnapshotStatus.Fault, stage, codes.Fault, message, cause: answer),
        };
    }

    private static string Reason(Exception error) => (error.InnerException ?? error) is SocketException socket
        ? socket.SocketErrorCode.ToString()
        : error.Message;
}
