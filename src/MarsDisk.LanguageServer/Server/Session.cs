using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Server;

/// <summary>How far a session is: a client initialises it, shuts it down and lets the server exit.</summary>
internal sealed class Session(OpenDocuments documents, Action<int> watchParent, string version)
{
    private enum Phase
    {
        Waiting,
        Running,
        ShutDown,
    }

    private Phase _phase = Phase.Waiting;

    /// <summary>0 after an orderly shutdown, as the protocol asks for; else 1.</summary>
    public int ExitCode => _phase == Phase.ShutDown ? 0 : 1;

    /// <summary>The client asks for findings; they are not sent unasked, which would show them twice.</summary>
    public bool ClientPulls { get; private set; }

    public void AddTo(MethodTable methods)
    {
        methods.Request("initialize", ProtocolJson.Default.InitializeParameters, ProtocolJson.Default.InitializeResult, Initialize);
        methods.Notification("initialized", static () => { });
    }

    /// <summary>Whether a message may be handled now. Throws for a request that may not.</summary>
    public bool Admits(IncomingMessage message)
    {
        var mayPass = _phase == Phase.Running ? message.Method != "initialize" : _phase == Phase.Waiting && message.Method == "initialize";
        if (mayPass || message.Id is null)
            return mayPass;
        throw _phase == Phase.Waiting
            ? new RpcException(RpcErrorCode.ServerNotInitialized, "The first request must be initialize.")
            : new RpcException(RpcErrorCode.InvalidRequest, _phase == Phase.ShutDown ? "The server is shut down." : "The server is initialised already.");
    }

    /// <summary>Nothing but exit is expected from now on.</summary>
    public void ShutDown() => _phase = Phase.ShutDown;

    private InitializeResult Initialize(InitializeParameters parameters, CancellationToken cancellation)
    {
        _phase = Phase.Running;
        documents.Encoding = PositionEncodings.Choose(parameters.Capabilities?.General?.PositionEncodings);
        ClientPulls = parameters.Capabilities?.TextDocument?.Diagnostic is not null;
        if (parameters.ProcessId is { } parent)
            watchParent(parent);
        return new InitializeResult(
            new ServerCapabilities { PositionEncoding = PositionEncodings.NameOf(documents.Encoding) }, new ServerName("marsdisk", version));
    }
}
