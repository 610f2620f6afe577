using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;
using MarsDisk.LanguageServer.Scenarios;
using MarsDisk.LanguageServer.Server;
using MarsDisk.LanguageServer.Yaml;

namespace MarsDisk.LanguageServer;

/// <summary>A language server (LSP 3.17) for scenarios and run configurations over two streams.</summary>
public static class LanguageServerHost
{
    /// <summary>Serves one client until it says exit, closes its stream, or its process ends.</summary>
    /// <param name="input">What the client writes.</param>
    /// <param name="output">What the client reads; gets nothing but messages.</param>
    /// <param name="log">What people read, one line or more for each defect.</param>
    /// <param name="services">What the program knows.</param>
    /// <param name="stopping">Ends the service.</param>
    /// <returns>0 after an orderly shutdown, else 1.</returns>
    public static async Task<int> ServeAsync(
        Stream input, Stream output, TextWriter log, LanguageServices services, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var versions = new Versions();
        var documents = new OpenDocuments((opened, encoding) => Open(opened, encoding, services));
        var session = new Session(documents, parent => ParentWatch.Watch(parent, ending), services.Version);
        var writer = new MessageWriter(output);
        var publisher = new Publisher(documents, versions, writer, log);
        var methods = new MethodTable();
        session.AddTo(methods);
        new DocumentMethods(documents, publisher, session).AddTo(methods);

        var connection = new Connection(new MessageReader(input), writer, methods, session, publisher, versions, log);
        try
        {
            await connection.ServeAsync(ending.Token);
        }
        catch (IOException closed)
        {
            await log.WriteLineAsync($"The client reads no more: {closed.Message}");
        }

        await ending.CancelAsync();
        return session.ExitCode;
    }

    private static OpenDocument? Open(OpenedDocument opened, PositionEncoding encoding, LanguageServices services)
    {
        if (Is(opened, "marsdisk-scenario", ".scenario"))
            return new ScenarioFile(opened, encoding, services);
        return Is(opened, "yaml", ".yml") || Is(opened, "yaml", ".yaml") ? new YamlDocument(opened, encoding, services) : null;
    }

    private static bool Is(OpenedDocument opened, string language, string extension)
        => opened.LanguageId == language || opened.Uri.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
