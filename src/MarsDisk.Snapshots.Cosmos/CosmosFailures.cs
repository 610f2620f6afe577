using System.Globalization;
using System.Net;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Remote;
using Microsoft.Azure.Cosmos;

namespace MarsDisk.Snapshots.Cosmos;

/// <summary>An answer that is neither a success nor part of the protocol.</summary>
/// <param name="failure">What it means.</param>
internal sealed class CosmosAnswerException(RemoteFailure failure) : Exception(failure.Message)
{
    /// <summary>What it means.</summary>
    public RemoteFailure Failure => failure;
}

/// <summary>What answers and exceptions of the client mean. Their texts are not shown: they may repeat parts of the request.</summary>
internal static class CosmosFailures
{
    private const string Store = "Cosmos DB";
    private const int NoContainer = 1003;
    private const int OldReplica = 1002;

    /// <summary>What an exception means; null: it is a fault of this program.</summary>
    public static RemoteFailure? Of(Exception error, string container) => error switch
    {
        CosmosAnswerException answer => answer.Failure,
        InvalidDataException => new RemoteFailure(SnapshotStatus.Corrupt, SnapshotCodes.StateCorrupt, error.Message),
        CosmosException answer => OfAnswer(answer.StatusCode, answer.SubStatusCode, answer.RetryAfter, container),
        _ => RemoteFailure.OfConnection(Store, error),
    };

    /// <summary>The failure behind an answer.</summary>
    public static CosmosAnswerException Of(ResponseMessage answer, string container) =>
        new(OfAnswer(answer.StatusCode, SubStatus(answer), RetryAfter(answer), container));

    /// <summary>Whether an answer says that there is no such item; the container is there.</summary>
    public static bool IsAbsent(ResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.NotFound && SubStatus(answer) is not (NoContainer or OldReplica);

    private static RemoteFailure OfAnswer(HttpStatusCode status, int subStatus, TimeSpan? retryAfter, string container)
    {
        var number = (int)status;
        if (status != HttpStatusCode.NotFound)
            return RemoteFailure.OfAnswer(Store, number, subStatus == 0 ? null : subStatus.ToString(CultureInfo.InvariantCulture), retryAfter);
        return subStatus == OldReplica
            ? RemoteFailure.Throttled($"{Store} has no replica that is new enough.", SnapshotCodes.StateHttp(number), retryAfter)
            : RemoteFailure.NoTable($"There is no container '{container}'; the first snapshot makes it if the account may, else an operator does.");
    }

    private static int SubStatus(ResponseMessage answer) =>
        int.TryParse(answer.Headers["x-ms-substatus"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static TimeSpan? RetryAfter(ResponseMessage answer) =>
        double.TryParse(answer.Headers["x-ms-retry-after-ms"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pause)
            ? TimeSpan.FromMilliseconds(pause)
            : null;
}
