using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Remote;

namespace MarsDisk.Snapshots.DynamoDb;

/// <summary>What exceptions of the client mean. Its texts are not shown: an answer may repeat parts of the request.</summary>
internal static class DynamoDbFailures
{
    private const string Store = "DynamoDB";

    /// <summary>What an exception means; null: it is a fault of this program.</summary>
    public static RemoteFailure? Of(Exception error, string table) => error switch
    {
        InvalidDataException => new RemoteFailure(SnapshotStatus.Corrupt, SnapshotCodes.StateCorrupt, error.Message),
        ResourceNotFoundException => RemoteFailure.NoTable($"There is no table '{table}'; the first snapshot makes it if the account may, else an operator does."),
        AmazonServiceException answer => OfAnswer(answer),
        AmazonClientException when RemoteFailure.OfConnection(Store, error) is { } broken => broken,
        AmazonClientException => new RemoteFailure(
            SnapshotStatus.Fault, SnapshotCodes.StateFault, "The client of DynamoDB cannot be used: region, address or credentials are missing."),
        _ => RemoteFailure.OfConnection(Store, error),
    };

    private static RemoteFailure OfAnswer(AmazonServiceException answer)
    {
        var number = (int)answer.StatusCode;
        if (number == 0)
        {
            return RemoteFailure.OfConnection(Store, answer)
                ?? new RemoteFailure(SnapshotStatus.Fault, SnapshotCodes.StateFault, $"{Store} gave no answer.") { MayHaveEffect = true };
        }
        var message = string.Create(CultureInfo.InvariantCulture, $"{Store} answered {number} {answer.ErrorCode}.");
        switch (answer.ErrorCode)
        {
            case "AccessDeniedException" or "UnrecognizedClientException" or "IncompleteSignatureException" or "InvalidSignatureException"
                or "MissingAuthenticationTokenException" or "ExpiredTokenException" or "NotAuthorizedException":
                return RemoteFailure.Denied(message);
            case "ProvisionedThroughputExceededException" or "ThrottlingException" or "RequestLimitExceeded" or "LimitExceededException"
                or "TransactionConflictException" or "ReplicatedWriteConflictException":
                return RemoteFailure.Throttled(message, SnapshotCodes.StateHttp(number), RetryAfter(answer));
            case "ItemCollectionSizeLimitExceededException":
            case "ValidationException" when answer.Message.Contains("size", StringComparison.OrdinalIgnoreCase)
                && answer.Message.Contains("exceeded", StringComparison.OrdinalIgnoreCase):
                return RemoteFailure.TooLarge(message);
            default:
                return RemoteFailure.OfAnswer(Store, number, answer.ErrorCode, RetryAfter(answer));
        }
    }

    private static TimeSpan? RetryAfter(AmazonServiceException answer) =>
        answer.InnerException is HttpErrorResponseException { Response: { } response }
            && int.TryParse(response.GetHeaderValue("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
