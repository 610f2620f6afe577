namespace MarsDisk.Snapshots.AzureBlob.Tests.Requests;

public sealed class CredentialTests
{
    private const string Key = "c2VjcmV0LWtleQ==";

    [Fact]
    public void A_connection_string_of_an_account_names_its_service()
    {
        var connection = AzureConnection.Parse($"DefaultEndpointsProtocol=https;AccountName=mars;AccountKey={Key};EndpointSuffix=core.windows.net");

        Assert.Equal(new Uri("https://mars.blob.core.windows.net"), connection.Endpoint);
    }

    [Theory]
    [InlineData("AccountKey=c2VjcmV0LWtleQ==")]
    [InlineData("AccountName=mars")]
    [InlineData("AccountName=mars;AccountKey=secret key, which is no base64")]
    [InlineData("BlobEndpoint=secret;AccountName=mars;AccountKey=c2VjcmV0LWtleQ==")]
    [InlineData("=secret")]
    [Trait("Snapshot", "141")]
    public void A_connection_string_that_cannot_be_used_is_refused_without_its_values(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => AzureConnection.Parse(text));

        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Snapshot", "141")]
    public void A_connection_does_not_show_its_secret()
    {
        var shown = AzureConnection.Parse($"AccountName=mars;AccountKey={Key}").ToString()
            + AzureConnection.Parse("BlobEndpoint=https://mars.blob.core.windows.net;SharedAccessSignature=sv=1&sig=secret");

        Assert.DoesNotContain(Key, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
    }
}
