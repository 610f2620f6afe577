using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace MarsDisk.Snapshots.AzureBlob;

/// <summary>The text of a request that the key of an account signs ("Authorize with Shared Key", blob service, 2009-09-19 and later).</summary>
internal static class SharedKeyText
{
    /// <summary>The text.</summary>
    /// <param name="request">With all its headers except the signature.</param>
    /// <param name="account">Name of the account.</param>
    public static string Of(HttpRequestMessage request, string account)
    {
        var length = request.Content?.Headers.ContentLength ?? 0;
        var text = new StringBuilder(request.Method.Method).Append('\n');
        Append(text, "");                                                           // Content-Encoding
        Append(text, "");                                                           // Content-Language
        Append(text, length == 0 ? "" : length.ToString(CultureInfo.InvariantCulture));
        Append(text, Header(request.Content?.Headers, "Content-MD5"));
        Append(text, Header(request.Content?.Headers, "Content-Type"));
        Append(text, "");                                                           // Date: x-ms-date counts
        Append(text, "");                                                           // If-Modified-Since
        Append(text, Header(request.Headers, "If-Match"));
        Append(text, Header(request.Headers, "If-None-Match"));
        Append(text, "");                                                           // If-Unmodified-Since
        Append(text, "");                                                           // Range: x-ms-range counts
        AppendHeaders(text, request.Headers);
        AppendResource(text, request.RequestUri!, account);
        return text.ToString();
    }

    private static void AppendHeaders(StringBuilder text, HttpRequestHeaders headers)
    {
        var own = headers.NonValidated
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.ToString()))
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal);
        foreach (var (name, value) in own)
            Append(text, $"{name}:{value}");
    }

    private static void AppendResource(StringBuilder text, Uri address, string account)
    {
        text.Append('/').Append(account).Append(address.AbsolutePath);
        var parameters = address.Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Uri.UnescapeDataString(pair[0]).ToLowerInvariant(), Value: pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : ""))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
            text.Append('\n').Append(name).Append(':').Append(value);
    }

    private static string Header(HttpHeaders? headers, string name) =>
        headers is not null && headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : "";

    private static void Append(StringBuilder text, string line) => text.Append(line).Append('\n');
}
