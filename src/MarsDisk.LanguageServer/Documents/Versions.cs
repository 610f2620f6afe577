namespace MarsDisk.LanguageServer.Documents;

/// <summary>
/// Which documents have received changes that are not applied yet. Written by the thread that receives messages, read by
/// the one that handles them: an analysis of a text that is no longer the last one is stopped and publishes nothing.
/// </summary>
internal sealed class Versions : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private string? _analysed;
    private CancellationTokenSource _analysis = new();

    /// <summary>A change has arrived.</summary>
    public void Received(string uri)
    {
        lock (_lock)
        {
            _waiting[uri] = _waiting.GetValueOrDefault(uri) + 1;
            if (_analysed == uri)
                _analysis.Cancel();
        }
    }

    /// <summary>A change that had arrived has been applied, or was found to be none.</summary>
    public void Applied(string uri)
    {
        lock (_lock)
        {
            if (_waiting.GetValueOrDefault(uri) is > 1 and var waiting)
                _waiting[uri] = waiting - 1;
            else
                _waiting.Remove(uri);
        }
    }

    /// <summary>An analysis of a document begins; the token is cancelled by the next change of it.</summary>
    public CancellationToken Begin(string uri)
    {
        lock (_lock)
        {
            _analysis.Dispose();
            _analysis = new CancellationTokenSource();
            _analysed = uri;
            if (_waiting.ContainsKey(uri))
                _analysis.Cancel();
            return _analysis.Token;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _analysis.Dispose();
}
