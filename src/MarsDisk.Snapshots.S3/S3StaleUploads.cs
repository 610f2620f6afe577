using System.Net;
using Amazon.S3.Model;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.S3;

/// <summary>Finds uploads that nobody finished and aborts them.</summary>
internal static class S3StaleUploads
{
    /// <summary>Aborts uploads whose names begin so and that began long enough ago, by the server's clock.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="BlobFailure">They cannot be listed, or one cannot be aborted.</exception>
    public static async Task<int> AbortAsync(
        S3Requests requests, string bucket, string prefix, TimeSpan olderThan, CancellationToken cancellation)
    {
        var aborted = 0;
        var (key, upload) = ((string?)null, (string?)null);
        while (true)
        {
            var page = await PageAsync(requests, bucket, prefix, key, upload, cancellation).ConfigureAwait(false);
            foreach (var found in page.MultipartUploads ?? [])
            {
                if (found.Initiated is { } begun && requests.ServerNow.UtcDateTime - begun.ToUniversalTime() >= olderThan
                    && await TryAbortAsync(requests, bucket, found, cancellation).ConfigureAwait(false))
                {
                    aborted++;
                }
            }
            if (page.IsTruncated != true)
                return aborted;
            (key, upload) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
    }

    private static Task<ListMultipartUploadsResponse> PageAsync(
        S3Requests requests, string bucket, string prefix, string? key, string? upload, CancellationToken cancellation) => requests.SendAsync(
        SnapshotStage.Cleanup, "ListMultipartUploads", 0,
        (client, _, token) => client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = bucket, Prefix = prefix, KeyMarker = key, UploadIdMarker = upload }, token),
        cancellation);

    // Its writer may have finished it meanwhile.
    private static async Task<bool> TryAbortAsync(S3Requests requests, string bucket, MultipartUpload found, CancellationToken cancellation)
    {
        try
        {
            await requests.SendAsync(
                SnapshotStage.Cleanup, "AbortMultipartUpload", 0,
                (client, _, token) => client.AbortMultipartUploadAsync(
                    new AbortMultipartUploadRequest { BucketName = bucket, Key = found.Key, UploadId = found.UploadId }, token),
                cancellation).ConfigureAwait(false);
            return true;
        }
        catch (BlobFailure failure) when (failure.Answer == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
