using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.Acceptance.Bodies;

namespace MarsDisk.Benchmarks.Suites.Snapshots;

/// <summary>
/// The least that a client can do to put a body into Azure Blob Storage and to get it back: blocks of the usual size one after
/// the other and their list, without hash, frame, retry or check.
/// </summary>
internal sealed class PlainAzure(Uri endpoint) : IDisposable
{
    private const int BlockBytes = 4 << 20;
    private const string Version = "2020-10-02";

    private static readonly string[] Signature = ["rwdlac", "b", "sco", "", "2100-01-01T00:00:00Z", "", "http", Version];

    private readonly HttpClient _http = new();
    private readonly string _sas = Sas();

    /// <summary>Puts a generated body.</summary>
    public async Task PutAsync(string name, long bytes)
    {
        var block = new byte[BlockBytes];
        var list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        for (var offset = 0L; offset < bytes; offset += BlockBytes)
        {
            var count = (int)Math.Min(BlockBytes, bytes - offset);
            GeneratedSource.Fill(block.AsSpan(0, count), offset);
            var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(offset.ToString("D16", CultureInfo.InvariantCulture)));
            list.Append("<Latest>").Append(id).Append("</Latest>");
            await SendAsync(name, $"comp=block&blockid={Uri.EscapeDataString(id)}&", new ByteArrayContent(block, 0, count)).ConfigureAwait(false);
        }
        await SendAsync(name, "comp=blocklist&", new StringContent(list.Append("</BlockList>").ToString())).ConfigureAwait(false);
    }

    /// <summary>Reads a body and keeps nothing.</summary>
    public async Task<long> GetAsync(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(name, ""));
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        var stream = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var piece = new byte[GeneratedSource.PieceBytes];
            var length = 0L;
            while (await stream.ReadAsync(piece).ConfigureAwait(false) is var count and > 0)
                length += count;
            return length;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task SendAsync(string name, string query, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, At(name, query)) { Content = content };
        request.Headers.Add("x-ms-version", Version);
        using var answer = await _http.SendAsync(request).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }

    private Uri At(string name, string query) => new($"{endpoint}/acceptance/{name}?{query}{_sas}");

    // "Create an account SAS": the signed fields of version 2015-04-05 and later, one to a line.
    private static string Sas()
    {
        var text = $"{AzuriteServer.Account}\n{string.Join('\n', Signature)}\n";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(AzuriteServer.Key), Encoding.UTF8.GetBytes(text)));
        return $"sp={Signature[0]}&ss={Signature[1]}&srt={Signature[2]}&se={Uri.EscapeDataString(Signature[4])}&spr={Signature[6]}&sv={Version}&sig={Uri.EscapeDataString(signature)}";
    }
}
