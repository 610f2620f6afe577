namespace MarsDisk.Snapshots.AzureBlob;

/// <summary>A connection string as the portal shows it. Errors name its parts, never their values.</summary>
/// <param name="Endpoint">Address of the account's blob service.</param>
/// <param name="Credential">How requests are authorised.</param>
public sealed record AzureConnection(Uri Endpoint, AzureCredential Credential)
{
    /// <summary>Reads a connection string.</summary>
    /// <exception cref="ArgumentException">A part is missing or cannot be understood. The message holds no value.</exception>
    public static AzureConnection Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new ArgumentException("A part of the connection string has no name.", nameof(text));
            parts[part[..equals]] = part[(equals + 1)..];
        }
        return new AzureConnection(EndpointOf(parts), CredentialOf(parts));
    }

    private static Uri EndpointOf(Dictionary<string, string> parts)
    {
        var address = parts.GetValueOrDefault("BlobEndpoint") ?? (parts.TryGetValue("AccountName", out var account)
            ? $"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.blob.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}"
            : throw new ArgumentException("The connection string has neither BlobEndpoint nor AccountName.", nameof(parts)));
        return Uri.TryCreate(address, UriKind.Absolute, out var endpoint) && endpoint.Query.Length == 0
            ? endpoint
            : throw new ArgumentException("BlobEndpoint of the connection string is no address.", nameof(parts));
    }

    private static AzureCredential CredentialOf(Dictionary<string, string> parts)
    {
        if (parts.TryGetValue("SharedAccessSignature", out var sas))
            return AzureCredential.Sas(sas);
        return parts.TryGetValue("AccountKey", out var key) && parts.TryGetValue("AccountName", out var account)
            ? AzureCredential.SharedKey(account, key)
            : throw new ArgumentException("The connection string has neither SharedAccessSignature nor AccountName and AccountKey.", nameof(parts));
    }
}
