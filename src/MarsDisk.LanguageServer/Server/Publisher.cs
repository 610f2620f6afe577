using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Server;

/// <summary>Sends the findings of documents that have changed, each with the version it is about.</summary>
internal sealed class Publisher(OpenDocuments documents, Versions versions, MessageWriter writer, TextWriter log)
{
    /// <summary>Publishes the findings of the document that waits longest. False when none can be published now.</summary>
    public bool PublishNext()
    {
        foreach (var uri in documents.Changed)
        {
            var outdated = versions.Begin(uri);
            if (outdated.IsCancellationRequested)
                continue;
            Publish(documents.Find(uri)!, outdated);
            return true;
        }

        return false;
    }

    /// <summary>A closed document has no findings.</summary>
    public void Clear(string uri)
        => writer.Notify("textDocument/publishDiagnostics", new PublishParameters(uri, null, []), ProtocolJson.Default.PublishParameters);

    /// <summary>The analysis of a document failed.</summary>
    public void Forget(string? uri)
    {
        if (uri is not null)
            documents.Find(uri)?.Forget();
    }

    private void Publish(OpenDocument document, CancellationToken outdated)
    {
        IReadOnlyList<Problem> problems;
        try
        {
            problems = document.Diagnose(outdated);
        }
        catch (OperationCanceledException)
        {
            return;                                 // a newer version has arrived; it is still marked as changed
        }
        catch (Exception defect)
        {
            // The edge of one analysis: the text is kept, the next change begins anew from it.
            log.WriteLine($"The analysis of {document.Uri} version {document.Version} failed: {defect}");
            document.Forget();
            documents.Published(document.Uri);
            return;
        }

        if (outdated.IsCancellationRequested)
            return;
        documents.Published(document.Uri);
        writer.Notify("textDocument/publishDiagnostics",
            new PublishParameters(document.Uri, document.Version, problems), ProtocolJson.Default.PublishParameters);
    }
}
