using System.Globalization;
using System.Net;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.AzureBlob;

/// <summary>Requests to one container: their address, version, authorisation, repetition and errors.</summary>
internal sealed class AzureRequests
{
    private const string Version = "2021-12-02";

    // Connections are renewed, so that a changed address of the service is found.
    private static readonly HttpClient Shared = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private readonly HttpClient _http;
    private readonly AzureCredential _credential;
    private readonly RequestRetry _retry;
    private readonly TimeProvider _clock;
    private readonly string _container;
    private readonly string _name;

    public AzureRequests(AzureBlobOptions options, HttpClient? http, TimeProvider clock)
    {
        _http = http ?? Shared;
        _credential = options.Credential;
        _clock = clock;
        _retry = new RequestRetry(options.Upload.Attempts, options.PauseMin, options.PauseMax, clock);
        _name = options.Container;
        _container = $"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(options.Container)}";
    }

    /// <summary>Address of the container, with a query.</summary>
    public Uri ContainerAt(string query) => new($"{_container}?{query}");

    /// <summary>Address of a blob.</summary>
    public Uri BlobAt(string name, string query = "") =>
        new($"{_container}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}{(query.Length == 0 ? "" : "?" + query)}");

    /// <summary>Sends a request until it is answered well, and reads the answer within the time of the attempt.</summary>
    /// <param name="stage">The step, for the error.</param>
    /// <param name="operation">What is asked for, a few words for the error.</param>
    /// <param name="bytes">Bytes that travel.</param>
    /// <param name="make">Makes the request of an attempt.</param>
    /// <param name="read">Reads the answer; keeps it only if it disposes it later itself.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="BlobFailure">It failed.</exception>
    public Task<T> SendAsync<T>(
        SnapshotStage stage, string operation, long bytes, Func<int, HttpRequestMessage> make,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation) =>
        _retry.RunAsync(
            stage, bytes,
            async (attempt, token) =>
            {
                using var request = make(attempt);
                request.Headers.Add("x-ms-version", Version);
                request.Headers.Add("x-ms-date", _clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
                await _credential.AuthoriseAsync(request, token).ConfigureAwait(false);
                var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
                try
                {
                    if (!answer.IsSuccessStatusCode)
                        throw FailureOf(stage, operation, answer);
                    return await read(answer, token).ConfigureAwait(false);
                }
                catch
                {
                    answer.Dispose();
                    throw;
                }
            },
            cancellation);

    /// <summary>Sends a request whose answer has no body that matters.</summary>
    /// <exception cref="BlobFailure">It failed.</exception>
    public Task<AzureAnswer> SendAsync(
        SnapshotStage stage, string operation, long bytes, Func<int, HttpRequestMessage> make, CancellationToken cancellation) =>
        SendAsync(
            stage, operation, bytes, make,
            (answer, _) =>
            {
                using (answer)
                    return Task.FromResult(AzureAnswer.Of(answer, _clock));
            },
            cancellation);

    // The text of an answer may repeat what was signed; only its name is taken.
    private BlobFailure FailureOf(SnapshotStage stage, string operation, HttpResponseMessage answer)
    {
        var code = answer.Headers.TryGetValues("x-ms-error-code", out var codes) ? codes.FirstOrDefault() : null;
        if (answer.StatusCode == HttpStatusCode.NotFound && code == AzureCodes.NoContainer)
            return BlobFailure.Unreachable(stage, $"There is no container '{_name}'; the first snapshot makes it if the account may, else an operator does.");
        if (answer.StatusCode == HttpStatusCode.Conflict && code is AzureCodes.BeingDeleted or AzureCodes.Disabled)
            return BlobFailure.Unreachable(stage, $"{operation} was answered with 409 {code}.");
        var pause = answer.Headers.RetryAfter;
        return BlobFailure.Of(stage, operation, answer.StatusCode, code, pause?.Delta ?? (pause?.Date - _clock.GetUtcNow()));
    }
}

/// <summary>The service's own names of failures that are told apart.</summary>
internal static class AzureCodes
{
    public const string NoContainer = "ContainerNotFound";
    public const string ContainerExists = "ContainerAlreadyExists";
    public const string BeingDeleted = "ContainerBeingDeleted";
    public const string Disabled = "ContainerDisabled";
    public const string NoBlocks = "InvalidBlockList";
}
