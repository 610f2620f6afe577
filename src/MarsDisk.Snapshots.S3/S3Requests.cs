using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.S3;

/// <summary>
/// Requests to one bucket: the client, repetition, errors, and the server's clock. The SDK's own repetition is off, so that
/// there is one rule for pauses and every byte that is sent again is counted.
/// </summary>
internal sealed class S3Requests : IDisposable
{
    private readonly S3BlobOptions _options;
    private readonly RequestRetry _retry;
    private readonly TimeProvider _clock;
    private readonly Lazy<AmazonS3Client> _client;
    private long _aheadTicks;

    public S3Requests(S3BlobOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _retry = new RequestRetry(options.Upload.Attempts, options.PauseMin, options.PauseMax, clock);
        _client = new Lazy<AmazonS3Client>(Connect);
    }

    /// <summary>Measures pauses and patience.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>The server's clock, by the last answer.</summary>
    public DateTimeOffset ServerNow => _clock.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    /// <summary>Makes a request until it is answered well.</summary>
    /// <param name="stage">The step, for the error.</param>
    /// <param name="operation">What is asked for, a few words for the error.</param>
    /// <param name="bytes">Bytes that travel.</param>
    /// <param name="call">One attempt: the client, the number of the attempt from 1, and its token.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="BlobFailure">It failed.</exception>
    public Task<T> SendAsync<T>(
        SnapshotStage stage, string operation, long bytes, Func<AmazonS3Client, int, CancellationToken, Task<T>> call,
        CancellationToken cancellation) =>
        _retry.RunAsync(
            stage, bytes,
            async (attempt, token) =>
            {
                try
                {
                    return await call(_client.Value, attempt, token).ConfigureAwait(false);
                }
                catch (AmazonServiceException error) when ((int)error.StatusCode > 0)
                {
                    throw FailureOf(stage, operation, error);
                }
                catch (AmazonServiceException error) when (error.InnerException is HttpRequestException or IOException or null)
                {
                    throw BlobFailure.Unreachable(
                        stage, $"The store cannot be reached: {(error.InnerException?.Message ?? error.GetType().Name).TrimEnd('.')}.", error.InnerException);
                }
                catch (AmazonClientException error)
                {
                    throw new BlobFailure(SnapshotStatus.Fault, new SnapshotError(
                        stage, Diagnostics.SnapshotCodes.BlobFault, $"{operation} could not be sent ({error.GetType().Name}): region, address or credentials are missing.", IsTransient: false));
                }
            },
            cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    // What the server says in words may repeat what was signed; only its name is taken.
    private BlobFailure FailureOf(SnapshotStage stage, string operation, AmazonServiceException error)
    {
        var code = string.IsNullOrEmpty(error.ErrorCode) ? null : error.ErrorCode;
        if (code == "NoSuchBucket")
            return BlobFailure.Unreachable(stage, $"There is no bucket '{_options.Bucket}'; the first snapshot makes it if the account may, else an operator does.");
        return BlobFailure.Of(stage, operation, error.StatusCode, code, PauseOf(error));
    }

    private static TimeSpan? PauseOf(AmazonServiceException error) =>
        error.InnerException is HttpErrorResponseException { Response: { } answer }
        && answer.IsHeaderPresent("Retry-After")
        && int.TryParse(answer.GetHeaderValue("Retry-After"), CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private AmazonS3Client Connect()
    {
        var config = new AmazonS3Config
        {
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            RequestChecksumCalculation = _options.RequestChecksums == S3RequestChecksums.WhenRequired
                ? RequestChecksumCalculation.WHEN_REQUIRED
                : RequestChecksumCalculation.WHEN_SUPPORTED,
            // Containers carry checksums of every frame.
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (_options.ServiceUrl is { } address)
        {
            config.ServiceURL = address.AbsoluteUri;
            config.AuthenticationRegion = _options.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(_options.Region);
        }
        config.ForcePathStyle = _options.PathStyle ?? _options.ServiceUrl is not null;
        var client = _options.Credentials is { } credentials ? new AmazonS3Client(credentials, config) : new AmazonS3Client(config);
        client.AfterResponseEvent += SetClock;
        return client;
    }

    private void SetClock(object sender, ResponseEventArgs answer)
    {
        if (answer is WebServiceResponseEventArgs { ResponseHeaders: { } headers } && headers.TryGetValue("Date", out var date)
            && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now))
        {
            Interlocked.Exchange(ref _aheadTicks, (now - _clock.GetUtcNow()).Ticks);
        }
    }
}
