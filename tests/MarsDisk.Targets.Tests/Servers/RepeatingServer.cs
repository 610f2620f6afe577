using System.Globalization;
using System.Net;
using System.Text;

using MarsDisk.Emulators.Servers;

namespace MarsDisk.Targets.Tests.Servers;

/// <summary>
/// Refuses every request, and repeats all that it was sent in its answer: header lines, and the secrets that it knows. What
/// a program tells of such an answer tells them to everybody.
/// </summary>
internal sealed class RepeatingServer : IDisposable
{
    private readonly FreePort _port = FreePort.Take();
    private readonly HttpListener _listener = new();

    public RepeatingServer()
    {
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port.Number}/");
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = AnswerAsync();
    }

    public string Address { get; }

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    public void Dispose()
    {
        _listener.Close();
        _port.Dispose();
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
                Refuse(await _listener.GetContextAsync());
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void Refuse(HttpListenerContext context)
    {
        Requests++;
        var sent = string.Join(' ', context.Request.Headers.AllKeys.Select(name => $"{name}={context.Request.Headers[name]}"));
        var text = $$"""{"code":"Unauthorized","__type":"com.amazon#UnrecognizedClientException","message":"{{Target.Planted}} {{sent.Replace("\"", "'", StringComparison.Ordinal)}}"}""";
        context.Response.StatusCode = 401;
        context.Response.ContentType = "application/x-amz-json-1.0";
        context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(text));
        context.Response.Close();
    }
}
