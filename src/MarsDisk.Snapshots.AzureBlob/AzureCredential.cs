using System.Security.Cryptography;
using System.Text;

namespace MarsDisk.Snapshots.AzureBlob;

/// <summary>
/// How requests are authorised. Credentials come from the environment or a provider of the host; their text never shows
/// what is secret.
/// </summary>
public abstract class AzureCredential
{
    private protected AzureCredential() { }

    /// <summary>The key of an account.</summary>
    /// <param name="account">Name of the account.</param>
    /// <param name="base64Key">Its key, as the portal shows it.</param>
    /// <exception cref="ArgumentException">The key is no Base64. The message does not hold it.</exception>
    public static AzureCredential SharedKey(string account, string base64Key) => new SharedKeyCredential(account, base64Key);

    /// <summary>A shared access signature: a query that authorises by itself.</summary>
    /// <param name="query">The signature, with or without its question mark.</param>
    public static AzureCredential Sas(string query) => new SasCredential(query);

    /// <summary>Tokens of an identity provider.</summary>
    /// <param name="token">Gives a valid token; called for every request, so it should keep tokens itself.</param>
    public static AzureCredential Bearer(Func<CancellationToken, ValueTask<string>> token) => new BearerCredential(token);

    /// <inheritdoc/>
    public sealed override string ToString() => $"{GetType().Name} (hidden)";

    /// <summary>Adds what authorises a request, as its last change.</summary>
    internal abstract ValueTask AuthoriseAsync(HttpRequestMessage request, CancellationToken cancellation);

    private sealed class SasCredential : AzureCredential
    {
        private readonly string _query;

        public SasCredential(string query)
        {
            ArgumentException.ThrowIfNullOrEmpty(query);
            _query = query.TrimStart('?');
        }

        internal override ValueTask AuthoriseAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            var address = request.RequestUri!;
            request.RequestUri = new Uri(address.AbsoluteUri + (address.Query.Length == 0 ? "?" : "&") + _query);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class BearerCredential : AzureCredential
    {
        private readonly Func<CancellationToken, ValueTask<string>> _token;

        public BearerCredential(Func<CancellationToken, ValueTask<string>> token)
        {
            ArgumentNullException.ThrowIfNull(token);
            _token = token;
        }

        internal override async ValueTask AuthoriseAsync(HttpRequestMessage request, CancellationToken cancellation) =>
            request.Headers.Authorization = new("Bearer", await _token(cancellation).ConfigureAwait(false));
    }

    private sealed class SharedKeyCredential : AzureCredential
    {
        private readonly string _account;
        private readonly byte[] _key;

        public SharedKeyCredential(string account, string base64Key)
        {
            ArgumentException.ThrowIfNullOrEmpty(account);
            ArgumentNullException.ThrowIfNull(base64Key);
            _account = account;
            var key = new byte[base64Key.Length];
            _key = Convert.TryFromBase64String(base64Key, key, out var bytes) && bytes > 0
                ? key[..bytes]
                : throw new ArgumentException("The key of the account is not in Base64.", nameof(base64Key));
        }

        internal override ValueTask AuthoriseAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            var text = Encoding.UTF8.GetBytes(SharedKeyText.Of(request, _account));
            request.Headers.Authorization = new("SharedKey", $"{_account}:{Convert.ToBase64String(HMACSHA256.HashData(_key, text))}");
            return ValueTask.CompletedTask;
        }
    }
}
