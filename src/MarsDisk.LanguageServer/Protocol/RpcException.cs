namespace MarsDisk.LanguageServer.Protocol;

/// <summary>Why a request is refused: codes of JSON-RPC 2.0 and of the language server protocol.</summary>
internal enum RpcErrorCode
{
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    ServerNotInitialized = -32002,
    RequestCancelled = -32800,
    RequestFailed = -32803,
}

/// <summary>A request is refused.</summary>
/// <param name="code">Why, as a code.</param>
/// <param name="message">Why, as a sentence.</param>
internal sealed class RpcException(RpcErrorCode code, string message) : Exception(message)
{
    public RpcErrorCode Code { get; } = code;
}
